// The choices of the user: a form, kept in this browser and nowhere else.

import { element } from "./element.js";
import { say } from "./words.js";

const KEY = "sakipcalc-choices";
/** Choices of method: an empty value leaves them to the workbook. */
const METHOD = {
  turun: ["dua_target", "kebalikan"],
  efisiensi: ["rasio", "selisih", "te", "pmk"],
  skala: ["lkjip", "permendagri"],
};
const FILLING = { "on-conflict": ["keep", "replace", "error"], written: ["formulas", "values"] };

/** Return what was kept, or nothing where the browser keeps nothing. */
export function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

/** Keep some of the choices. */
export function keep(changes) {
  const all = { ...kept(), ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A browser in private mode may refuse; the choices then hold for this visit.
  }
  return all;
}

/** Draw the form with what was chosen. */
export function draw(form, chosen) {
  const lists = [
    ...Object.entries(METHOD).map(([name, values]) => list(name, ["", ...values], chosen)),
    ...Object.entries(FILLING).map(([name, values]) => list(name, values, chosen)),
  ];
  const cap = element("input", { name: "batas", type: "number", min: 100, max: 1000, inputMode: "numeric" });
  cap.value = chosen.batas ?? "";
  cap.placeholder = say("as-in-workbook");
  const year = element("input", { name: "year", type: "number", min: 2000, max: 2100, inputMode: "numeric" });
  year.value = chosen.year ?? new Date().getFullYear();
  const findings = element("input", { name: "add-findings", type: "checkbox", checked: Boolean(chosen["add-findings"]) });
  form.replaceChildren(
    ...lists,
    element("label", {}, say("batas"), cap),
    element("label", {}, say("year"), year),
    element("label", {}, findings, say("add-findings")),
  );
}

function list(name, values, chosen) {
  const options = values.map((value) =>
    element("option", { value }, value ? say(`${name}-${value}`) : say("as-in-workbook")),
  );
  const select = element("select", { name }, ...options);
  select.value = chosen[name] ?? values[0];
  return element("label", {}, say(name), select);
}

/** Return what the form holds. */
export function read(form) {
  const named = Object.fromEntries(new FormData(form));
  return { ...named, "add-findings": form.elements["add-findings"].checked };
}

/** Return the choices as the bridge takes them. */
export function forBridge(chosen, lang) {
  const metode = Object.fromEntries(
    [...Object.keys(METHOD), "batas"].filter((name) => chosen[name]).map((name) => [name, chosen[name]]),
  );
  return {
    lang,
    metode,
    on_conflict: chosen["on-conflict"] ?? "keep",
    formulas: chosen.written !== "values",
    temuan: Boolean(chosen["add-findings"]),
    tahun: Number(chosen.year) || new Date().getFullYear(),
  };
}
