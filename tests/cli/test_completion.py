"""Completion for shells: verbs, options and their values, in a script that the shell takes."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from sakipcalc.cli import main


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_verbs_options_and_values(capsys, tmp_path):
    assert main(["--print-completion", "bash"]) == 0
    script = tmp_path / "c.sh"
    script.write_text(capsys.readouterr().out)
    asked = {
        ("roll",): "roll-forward",
        ("audit", "--fail"): "--fail-on",
        ("fill", "--on-conflict", "rep"): "replace",
    }
    for typed, wanted in asked.items():
        words = " ".join(["sakipcalc", *typed])
        asking = f"source {script}; COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _shtab_sakipcalc"
        command = ["bash", "-c", f'{asking}; printf "%s\\n" "${{COMPREPLY[@]}}"']
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert wanted in told.stdout.split(), (typed, told)


@pytest.mark.parametrize("shell", ["zsh", "tcsh"])
def test_other_shells_have_one_too(capsys, shell):
    assert main(["--print-completion", shell]) == 0
    assert "roll-forward" in capsys.readouterr().out
