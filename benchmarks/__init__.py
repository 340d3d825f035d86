"""How fast the library is, as ratios to other ways of doing the same work; see docs/benchmarks.md.

``python -m benchmarks`` makes its inputs (`inputs`), runs the cases (`cases`), each with its peers turn by
turn (`turns`, `worker`), and writes a JSON file and the table of docs/benchmarks.md (`report`).
The peers: `script` (openpyxl and pandas), `floor` (copy and parse, nothing else), LibreOffice (`contenders`).
"""
