"""The house styles: one module a style, found by walking this folder, registered nowhere else.

Put here: a module that defines `STYLE`, a `demo.house_style.HouseStyle`; its name is the style's id.
Keep out: what several styles share (`demo.house_style`, `demo.grids`).
"""
