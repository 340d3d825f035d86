// Elements of the page. Text goes in as text, never as markup: it comes from workbooks.

/** Return an element with properties and children; what is null or false is left out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== false && child !== undefined));
  return made;
}

/** Return a table that scrolls by itself where the screen is narrow. */
export function table(label, heads, rows) {
  const head = heads.map(([text, numeric]) => element("th", { scope: "col", className: numeric ? "figure" : "" }, text));
  const body = rows.map(({ className = "", cells }) =>
    element("tr", { className }, ...cells.map((cell, at) => at === 0
      ? element("th", { scope: "row" }, cell)
      : element("td", { className: heads[at][1] ? "figure" : "" }, cell))),
  );
  const whole = element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
  return element("div", { className: "wide", tabIndex: 0, role: "region", "aria-label": label }, whole);
}
