"""What assets use and how steps are executed.

Put here: resources, executor, loggers; a module with a Definitions function contributes nothing else.
Keep out: assets and checks.
"""

from dagster import Definitions, colored_console_logger, definitions, in_process_executor

from pipelines.dbt_project import local_dbt, prepared_project
from pipelines.run_log import file_logger


@definitions
def resources() -> Definitions:
    """Return the resources. Steps run in one process: starting one for each costs seconds and gains nothing."""
    return Definitions(
        resources={"dbt": local_dbt(prepared_project())},
        executor=in_process_executor,
        loggers={"console": colored_console_logger, "file": file_logger},
    )
