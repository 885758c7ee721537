"""`nexflow.toml` with `nexflow.<env>.toml` laid over it, table by table."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from nexflow_analysis.project.places import Keys, Places, Span


class Layer(Struct, frozen=True):
    """One file that could be read."""

    path: str
    settings: dict[str, Any]
    places: Places


class Layers(Struct, frozen=True):
    """The files, the lowest first, and what they say together."""

    layers: tuple[Layer, ...]
    settings: dict[str, Any]

    @classmethod
    def of(cls, layers: tuple[Layer, ...]) -> Layers:
        """Lay files over each other."""
        settings: dict[str, Any] = {}
        for layer in layers:
            settings = _laid_over(settings, layer.settings)
        return cls(layers, settings)

    def value(self, *keys: str) -> Any:
        """Return a value by its keys; None where there is none."""
        value: Any = self.settings
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def table(self, *keys: str) -> dict[str, Any]:
        """Return a table by its keys; {} where there is none."""
        value = self.value(*keys)
        return value if isinstance(value, dict) else {}

    def place(self, keys: Keys) -> tuple[str, Span]:
        """Return where the value of a key stands that counts: the path, and the range."""
        for layer in reversed(self.layers):
            if _holds(layer.settings, keys):
                return layer.path, layer.places.value(keys)
        return self.layers[0].path, self.layers[0].places.value(keys)

    def key_place(self, keys: Keys) -> tuple[str, Span]:
        """Return where a key, or a table's name, stands in the file that counts."""
        path, _place = self.place(keys)
        layer = next(layer for layer in self.layers if layer.path == path)
        return path, layer.places.key(keys)


def _holds(settings: Any, keys: Keys) -> bool:
    for key in keys:
        if not isinstance(settings, dict) or key not in settings:
            return False
        settings = settings[key]
    return True


def _laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return tables laid over tables; any other value replaces the one below."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        result[key] = _laid_over(old, value) if both else value  # type: ignore[arg-type]
    return result
