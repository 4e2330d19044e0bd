"""From what was counted of the networks to results, as the catalogue wants them."""

from collections.abc import Sequence

from engagement.catalogue import METRICS
from engagement.models import Level
from engagement.pipeline.scratch import run
from engagement.ties.catalogue import NETWORKS

NAMES = [metric.name for metric in NETWORKS]

_JUDGE = """
INSERT INTO fresh_result
SELECT m.metric, k.version, %(level)s, m.subject_id, m.period_id, m.x, m.n, CASE WHEN s.says THEN m.value END,
       NULL, NULL,
       CASE WHEN s.says THEN 'ok' WHEN m.n > 0 THEN 'not_enough_data' ELSE 'not_applicable' END,
       NULL, CASE WHEN s.says THEN m.detail END
FROM ({rows}) AS m (metric, period_id, subject_id, x, n, value, detail)
JOIN network_day d ON d.period_id = m.period_id AND d.is_wanted
JOIN (VALUES {metrics}) AS k (metric, version, least) ON k.metric = m.metric
CROSS JOIN LATERAL (SELECT m.n > 0 AND m.n >= k.least AND m.value IS NOT NULL AS says) s
"""


def judge(level: Level, rows: Sequence[str], parameters: dict[str, object] | None = None) -> None:
    """Make results of rows of metric, period_id, subject_id, x, n, value and detail.

    Where n is too small there is no value.
    """
    metrics = [METRICS[name] for name in NAMES if level in METRICS[name].levels]
    sql = _JUDGE.format(
        rows=" UNION ALL ".join(rows),
        metrics=", ".join(f"('{m.name}', {m.version}, {m.minimum[level]})" for m in metrics),
    )
    run(sql, {"level": level, **(parameters or {})})
