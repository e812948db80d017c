"""Build a class: many kits through one executor, each under limits, none built twice.

`tasks` is what travels to a worker and back; `kitchen` makes one kit of it, under `limits`; `child` is a
process that does so and can be killed alone; `crews` are the executors: this process, local children, Dask.
`ingredients` says what a kit is made of, `record` remembers that beside the kit, `build_run` takes a class
through all of them, `desk_jobs` asks for pieces of many kits, `report` tells how it went, and `stop` lets a
signal in where no file is half written.
"""
