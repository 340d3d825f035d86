"""Native charts of Excel, from what a sheet says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range_abs

from sakipcalc.base.places import Place

if TYPE_CHECKING:
    from sakipcalc.sheets.outsheet import Chart, OutArea, Series

__all__ = ["draw"]


#: How far below the upper edge of its row a chart begins [pixels].
_BELOW_EDGE = 3


def draw(book: Any, page: Any, sheet: str, chart: Chart) -> None:
    """Draw a chart on a page; `sheet` is the name of the page."""
    sheet = chart.sheet or sheet
    kind = {"type": chart.kind, **({"subtype": "stacked"} if chart.stacked else {})}
    made = book.add_chart(kind)
    told = {"line": _line, "scatter": _dots}.get(chart.kind, _bars)
    for series in chart.series:
        made.add_series(told(sheet, series))
    if chart.line:
        over = book.add_chart({"type": "line"})
        for series in chart.line:
            over.add_series(_target(sheet, series))
        made.combine(over)
    made.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
    _set_axes(made, chart)
    alone = len(chart.series) + len(chart.line) == 1
    made.set_legend({"none": True} if alone else {"position": "bottom"})
    made.set_size({"width": chart.width, "height": chart.height})
    made.show_blanks_as("gap")
    # A frame on the edge of its row would be printed on the page before it too.
    page.insert_chart(chart.row, chart.col, made, {"description": chart.title, "y_offset": _BELOW_EDGE})


def _set_axes(made: Any, chart: Chart) -> None:
    grid = {"visible": True, "line": {"color": "#D9D9D9"}}
    low = {} if chart.low is None else {"min": chart.low}
    values = {"num_format": chart.number, "name": chart.axis, "major_gridlines": grid, **low}
    others = {"name": chart.across, "num_font": {"size": 9}}
    if chart.kind == "bar":
        made.set_y_axis({**others, "reverse": True})
        made.set_x_axis({**values, "label_position": "high"})
    elif chart.kind == "scatter":
        made.set_x_axis({**others, "num_format": chart.number, "label_position": "low"})
        made.set_y_axis({**values, "label_position": "low"})
    else:
        made.set_x_axis(others)
        made.set_y_axis({**values, "label_position": "low"})


def _range(sheet: str, area: OutArea) -> str:
    cells = xl_range_abs(area.row, area.col, area.last_row, area.last_col)
    return f"={Place(sheet=sheet).quoted_sheet}!{cells}"


def _bars(sheet: str, series: Series) -> dict[str, object]:
    border = {"color": "#595959", "width": 0.75}
    told: dict[str, object] = {**_places(sheet, series), "gap": 60, "border": border}
    if series.pattern:
        told["pattern"] = {
            "pattern": series.pattern, "fg_color": "#404040", "bg_color": f"#{series.colour}",
        }  # fmt: skip
    elif series.colour:
        told["fill"] = {"color": f"#{series.colour}"}
    if series.points:
        told["points"] = [{"fill": {"color": f"#{colour}"}} if colour else None for colour in series.points]
    if series.labels:
        told["data_labels"] = {"value": True, "num_format": series.labels, "font": {"size": 9}}
    return told


def _places(sheet: str, series: Series) -> dict[str, object]:
    return {
        "name": series.name,
        "categories": _range(sheet, series.categories),
        "values": _range(sheet, series.values),
    }


def _target(sheet: str, series: Series) -> dict[str, object]:
    line = {"color": f"#{series.colour or 'C00000'}", "width": 1.75, "dash_type": "dash"}
    return {**_places(sheet, series), "line": line, "marker": {"type": "none"}}


def _line(sheet: str, series: Series) -> dict[str, object]:
    colour = f"#{series.colour}"
    marker = {
        "type": series.pattern or "circle",
        "size": 6,
        "fill": {"color": colour},
        "border": {"color": colour},
    }
    return {**_places(sheet, series), "line": {"color": colour, "width": 2}, "marker": marker}


def _dots(sheet: str, series: Series) -> dict[str, object]:
    ink = {"color": f"#{series.colour}"}
    marker = {"type": "circle", "size": 5, "fill": ink, "border": {"color": "#404040"}}
    return {**_places(sheet, series), "marker": marker}
