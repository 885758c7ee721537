"""The project file: what `nexflow.toml` says, and where."""

from nexflow_analysis.project.model import Project
from nexflow_analysis.project.read import read_project

__all__ = ["Project", "read_project"]
