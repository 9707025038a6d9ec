"""Views made into bytes through Jinja, links made relative, and every link of the output checked."""

from generator.render.finishing import number_notes, output_path, relative
from generator.render.following import Leads, check_links, leads
from generator.render.making import Made, OnDemand, Rendered, Renderer, assets, render
from generator.render.templating import environment, is_in_template, template_problem

__all__ = [
    "Leads", "Made", "OnDemand", "Rendered", "Renderer", "assets", "check_links", "environment",
    "is_in_template", "leads", "number_notes", "output_path", "relative", "render", "template_problem",
]  # fmt: skip
