"""What is done in the background over HTTP: how it stands, what can't be done and why, and another try."""

from __future__ import annotations

from fastapi import APIRouter

from wordpace.web import schemas
from wordpace.web.schemas import Json
from wordpace.workers import Workers


def jobs_routes(workers: Workers) -> APIRouter:
    """The routes under /api/jobs."""
    router = APIRouter(prefix="/api/jobs")

    @router.get("")
    def jobs() -> Json:
        """`paused` is why nothing begins now; `parked` are the jobs given up, `late` those that were tried."""
        late = [job for job in workers.jobs.jobs("waiting") if job.reason]
        parked = workers.jobs.jobs("parked")
        return {
            "paused": workers.paused,
            "counts": workers.jobs.counts(),
            "parked": [schemas.job_json(job) for job in parked],
            "late": [schemas.job_json(job) for job in late],
        }

    @router.post("/retry")
    def retry(which: schemas.JobKey) -> Json:
        """Begins anew with one that was parked, or waits."""
        job = workers.jobs.retry(which.key)
        workers.wake()
        return schemas.job_json(job)

    return router
