"""Build hook: the facts are packed into one file, which is read ten times as fast as their texts, and mypyc compiles
the modules through which every sentence passes, which makes the coder twice as fast.

Without a C compiler, or with FOEDUS_PURE=1 in the environment, the wheel is pure Python and does the same, slower.
Every module stays plain Python that runs as it is: an editable install and the source tree are never compiled.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HOT = (
    "lang/tokens.py", "lang/phrases.py", "lang/forms.py", "lang/rule.py", "lang/word.py", "lang/surface.py",
    "lang/wordbook.py", "lang/sentences.py", "lang/elements.py", "lang/marks.py", "lang/acts.py", "coding/scores.py",
    "coding/line.py", "coding/names.py", "coding/mention.py", "coding/heads.py", "coding/govern.py",
    "coding/mentions.py", "coding/corefs.py", "coding/unnamed.py", "coding/verbs.py", "coding/clauses.py",
    "coding/triggers.py", "coding/subjects.py", "coding/elsewhere.py", "coding/parties.py", "coding/moods.py",
    "coding/draft.py", "coding/drafting.py", "coding/nouns.py", "coding/events.py", "coding/times.py",
    "coding/when.py", "coding/where.py", "coding/quotes.py", "coding/persons.py", "coding/groups.py",
    "coding/told.py", "coding/instruments.py", "coding/which.py", "coding/treaties.py", "coding/confidence.py",
    "coding/merge.py", "coding/output.py", "coding/coder.py", "batch/clusters.py",
)  # fmt: skip


class CompilingHook(BuildHookInterface):
    """Adds the compiled modules to a wheel, beside their sources."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs a wheel or an sdist."""
        if self.target_name != "wheel" or version == "editable":
            return
        folder = self._folder = Path(tempfile.mkdtemp(prefix="foedus-build-"))
        source = Path(self.root) / "src"
        build_data["force_include"].update(packed(source, folder))
        if os.environ.get("FOEDUS_PURE"):
            return
        try:
            made = compiled(source, folder)
        except (OSError, subprocess.CalledProcessError) as error:
            self.app.display_warning(f"foedus is built without compiled modules, and runs slower: {error}")
            return
        build_data["force_include"].update(made)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called when the wheel is packed."""
        shutil.rmtree(getattr(self, "_folder", ""), ignore_errors=True)


PACK = """
import sys
from pathlib import Path
from foedus import factfiles, factpack
record, problems = factfiles.read(factfiles.FACTS)
if problems:
    sys.exit("\\n".join(map(str, problems)))
Path(sys.argv[1]).write_bytes(factpack.packed(record, factfiles.FACTS))
"""


def packed(source: Path, folder: Path) -> dict[str, str]:
    """Packs the facts: the file made, and its place in the wheel.

    Raises CalledProcessError if a fact cannot be read.
    """
    made = folder / "facts.pack"
    paths = os.pathsep.join(filter(None, (str(source), os.environ.get("PYTHONPATH"))))  # pip's own path is there
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", PACK, str(made)], env=environment, check=True)  # noqa: S603  # its own
    return {str(made): "foedus/facts.pack"}


def compiled(source: Path, folder: Path) -> dict[str, str]:
    """Compiles the hot modules in a copy of the sources: each file made, and its place in the wheel.

    Raises OSError or CalledProcessError where that cannot be done.
    """
    if shutil.which(os.environ.get("CC", "cc")) is None:
        raise OSError("there is no C compiler")
    copy = folder / "src"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("facts", "__pycache__", "*.so"))
    (copy / "mypy.ini").write_text("[mypy]\nignore_missing_imports = True\nfollow_imports = silent\n", encoding="utf-8")
    files = [f"foedus/{name}" for name in HOT]
    run = subprocess.run(  # noqa: S603  # its own arguments
        [sys.executable, "-m", "mypyc", *files],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MYPYC_OPT_LEVEL": os.environ.get("MYPYC_OPT_LEVEL", "2")},
    )
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, "mypyc", run.stdout, run.stderr)
    made = [*copy.glob("*.so"), *copy.glob("*.pyd"), *copy.glob("foedus/*/*.so"), *copy.glob("foedus/*/*.pyd")]
    return {str(path): str(path.relative_to(copy)) for path in made}
