// What the page shows of one workbook: answers of the bridge as elements.

import { element, table } from "./element.js";
import { figure, say } from "./words.js";

/** Levels of findings, the gravest first, and the words above them. */
const LEVELS = { galat: "must-mend", peringatan: "to-check", info: "remarks" };
/** A group of more findings than this is folded. */
const MOST_OPEN = 5;

/** Return the sections that tell of a workbook; `answer` is told the key and the value of each answer. */
export function sections({ look, preview, answers = {} }, answer) {
  const kinds = new Set(look.questions.map((one) => one.kode));
  const others = look.compute.temuan.filter((one) => !kinds.has(one.kode));
  const given = Object.entries(answers);
  return [
    look.questions.length > 0 && section("questions", look.questions.map((one) => question(one, answer))),
    given.length > 0 && section("answers-given", [element("ul", {}, ...given.map((one) => answered(one, answer)))]),
    section("indicators", [indicators(look)]),
    section("will-write", written(preview)),
    section("budget", budget(look.compute)),
    ...Object.keys(LEVELS).map((level) => findings(level, others.filter((one) => one.tingkat === level), look.titles)),
    section("understood", understood(look)),
  ].filter(Boolean);
}

/** Return who reports, in one line. */
export function unit({ compute: { entitas, berkas } }) {
  return [entitas.nama ?? berkas, entitas.kabupaten, entitas.tahun].filter(Boolean).join(" · ");
}

/** Return an error of the library: its sentence and its advice. */
export function trouble({ pesan, saran }) {
  return element("div", { className: "trouble", role: "alert" },
    element("p", {}, element("strong", {}, pesan)), saran ? element("p", {}, saran) : null);
}

function section(code, children, extra = "") {
  return element("section", {}, element("h3", {}, say(code) + extra), ...children);
}

function question(one, answer) {
  const lists = one.answers.map(({ key, known }) => {
    const options = ["", ...known].map((value) => element("option", { value }, value || say("not-answered")));
    const select = element("select", { onchange: () => answer(key, select.value) }, ...options);
    return element("label", {}, `${say("answer")} (${key}) `, select);
  });
  return element("div", { className: "finding question" },
    element("p", {}, element("span", { className: "cells" }, places(one)), " ", one.pesan), ...lists);
}

function answered([key, value], answer) {
  const back = element("button", { type: "button", onclick: () => answer(key, "") }, say("take-back"));
  return element("li", {}, `${key}: ${value} `, back);
}

function indicators({ compute: { capaian, renstra }, colours }) {
  if (!capaian.length) return element("p", {}, say("no-indicators"));
  // What matters comes first: on a phone the rest has to be scrolled to.
  const heads = [["indicator", false], ["capaian", true], ["kategori", false], ["target", true], ["realisasi", true], ["kemajuan", true]];
  const rows = capaian.map((one, at) => ({
    cells: [one.indikator, figure(one.capaian), band(one.kategori, colours), figure(one.target), figure(one.realisasi), figure(renstra[at]?.kemajuan)],
  }));
  return table(say("indicators"), heads.map(([code, numeric]) => [say(code), numeric]), rows);
}

function band(kategori, colours) {
  if (!kategori) return "–";
  const chip = element("span", { className: "kategori" }, kategori);
  const colour = colours[kategori];
  if (colour) {
    chip.style.setProperty("background-color", colour.fill);
    chip.style.setProperty("color", colour.ink);
  }
  return chip;
}

function written(preview) {
  if (preview === undefined) return [element("p", {}, say("wait"))];
  if (preview.galat) return [trouble(preview.galat)];
  const { cells, conflicts } = preview;
  const n = Object.values(cells).reduce((one, other) => one + other, 0);
  const counts = Object.entries(cells).map(([sheet, count]) => say("cells-in", { sheet, n: figure(count) }));
  return [
    element("p", {}, say("will-write-cells", { n: figure(n) }), " ", counts.join("; ")),
    conflicts.length > 0 && element("p", {}, say("conflicts", { n: figure(conflicts.length) })),
    conflicts.length > 0 && element("ul", {}, ...conflicts.map((one) => element("li", {}, one))),
  ];
}

function budget({ anggaran }) {
  if (anggaran.pagu === null) return [element("p", {}, say("no-budget"))];
  const figures = { realisasi: figure(anggaran.realisasi, 0), pagu: figure(anggaran.pagu, 0), persen: figure(anggaran.persen) };
  const rows = anggaran.rincian.map((one) => ({
    className: `level-${one.tingkat}`,
    cells: [one.uraian, figure(one.pagu, 0), figure(one.realisasi, 0), figure(one.persen)],
  }));
  const heads = [[say("line"), false], [say("pagu"), true], [say("realisasi-rp"), true], [say("persen"), true]];
  return [
    element("p", {}, say("budget-line", figures)),
    element("details", {}, element("summary", {}, say("budget-rows")), table(say("budget-rows"), heads, rows)),
  ];
}

function findings(level, found, titles) {
  const kinds = [...grouped(found, (one) => one.kode)].map(([code, group]) => kind(level, titles[code] ?? code, group));
  return section(LEVELS[level], kinds.length ? kinds : [element("p", {}, say("no-findings"))], ` (${found.length})`);
}

function grouped(all, key) {
  const groups = new Map();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

/** Return the findings of one kind: its title, each with its cells, and what to do, once. */
function kind(level, title, group) {
  const advice = [...new Set(group.map((one) => one.saran))];
  const items = group.map((one) => element("li", {},
    element("span", { className: "cells" }, places(one)), " ", one.pesan,
    one.alasan ? ` (${one.alasan})` : null,
    advice.length > 1 ? element("p", { className: "advice" }, `→ ${one.saran}`) : null));
  const body = [element("ul", {}, ...items), advice.length === 1 ? element("p", { className: "advice" }, `→ ${advice[0]}`) : null];
  const open = level === "galat" || group.length <= MOST_OPEN && level === "peringatan";
  return element("details", { className: `finding ${level}`, open },
    element("summary", {}, `${title} (${group.length})`), ...body);
}

function places({ tempat }) {
  return tempat.map(({ sheet, cell }) => (cell ? `${sheet}!${cell}` : sheet)).join(", ");
}

function understood({ tables, pictures }) {
  const rows = tables.map((one) => ({
    cells: [
      one.name,
      one.sheet,
      figure(one.rows),
      one.reading ? element("details", {}, element("summary", {}, one.caption || one.name), element("pre", {}, one.reading)) : one.caption,
    ],
  }));
  const heads = [[say("table"), false], [say("sheet"), false], [say("rows"), true], [say("reading"), false]];
  const list = table(say("understood"), heads, rows);
  list.classList.add("telling");
  const drawn = Object.entries(pictures).map(([sheet, svg]) => {
    const words = say("picture-of", { sheet });
    const image = element("img", { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt: words });
    const frame = element("div", { className: "wide", tabIndex: 0, role: "region", "aria-label": words }, image);
    return element("details", {}, element("summary", {}, words), frame);
  });
  return [element("details", {}, element("summary", {}, say("tables-read", { n: tables.length })), list, ...drawn)];
}
