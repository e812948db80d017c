"""Build kits: the four stages for one kit, and a class of many through one executor, each under limits.

`run` builds a class from its `options`: `sources` reads the profiles, `plan` names the kits, `report` has
results and events. `kit` runs the stages; `worker` renders one kit or class file from a task (`tasks`)
under `limits`. `executors` starts this process, local worker processes (`process_pool`) or Dask's workers
(`executor_dask`). `fingerprint` identifies what a kit depends on, and `build_state` stores it beside the
kit. `scheduler` skips what is up to date and writes the rest, `class_file_jobs` adds the files of a whole
class, `corrections` a roster of refused rows, and `signals` stops a build between two files.
`worker_process` starts, limits and kills every worker process, in which `worker_main` runs: those of
`process_pool`, `pdf_worker` and the preview, and `run_limited`, by which `roster` reads. `safe_start` keeps
processes from importing modules of the current folder.
"""
