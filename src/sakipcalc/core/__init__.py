"""What every room needs: places, errors, findings, frames, HTML."""
