"""The corruption test: change one printed number, run the checks, see whether one of them notices.

Put here: choosing and making the changes, building their checks, counting what was noticed.
Keep out: the checks themselves (sql), and the statement that publishes the figures (warehouse.accuracy).
"""
