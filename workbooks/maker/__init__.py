"""What `workbooks/make.py` runs on: facts of the printed report, their layout, and the writer.

Nothing here imports sakipcalc: these workbooks are the material that it is judged on.
"""
