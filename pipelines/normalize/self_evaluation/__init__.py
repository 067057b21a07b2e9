"""Project self-evaluation forms (项目支出绩效自评表): found among the grids, read, and turned into rows of their own.

Put here: everything that knows what such a form looks like; its words are in words.yml.
Keep out: statutory tables (the modules beside this package); nothing of a form ever becomes an amount of one.
"""
