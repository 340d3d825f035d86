// The words of the page, from the library's catalogue, and numbers as the language writes them.

const ALL = await (await fetch("texts.json")).json();

let lang = "id";

/** Speak another language. */
export function speak(chosen) {
  lang = chosen in ALL ? chosen : "id";
  document.documentElement.lang = lang;
  document.title = say("title");
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = say(place.dataset.text);
}

/** Return a sentence, its values put in. */
export function say(code, values = {}) {
  return ALL[lang][code].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Return a number as the language writes it; a text stays, and what is missing is a dash. */
export function figure(value, decimals = 2) {
  if (typeof value !== "number") return value ?? "–";
  const form = new Intl.NumberFormat(lang === "id" ? "id-ID" : "en-US", { maximumFractionDigits: decimals });
  return form.format(value);
}

/** Return the language that is spoken. */
export const language = () => lang;
