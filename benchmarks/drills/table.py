"""What a drill found, for a person to read."""

from benchmarks.result import Result


def table(result: Result) -> str:
    """One figure a line, the verdict first."""
    verdict = "passed" if result.passed else "FAILED"
    width = max(map(len, result.figures), default=0)
    lines = [f"{result.name}: {verdict} (seed {result.seed})"]
    for name, figure in result.figures.items():
        shown = f"{figure:.2f}" if isinstance(figure, float) else str(figure)
        lines.append(f"  {name.replace('_', ' '):<{width}}  {shown}")
    return "\n".join(lines)
