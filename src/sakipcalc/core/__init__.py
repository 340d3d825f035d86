"""Common values: places, errors, findings, frames, HTML."""
