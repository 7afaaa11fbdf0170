"""JOBS, as they are kept: asked for, taken by one worker at a time, noted as they go on, ended.

One of a kind runs at a time, however many workers and machines there are: who takes one holds the lock of jobs, and
what somebody may write about it is bound to the lease they took it with. What a job does is not known here (`jobs`).
"""
