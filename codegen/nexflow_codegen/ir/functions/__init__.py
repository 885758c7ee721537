"""Functions of a job, a file per kind; each kind names the template that lays it out."""
