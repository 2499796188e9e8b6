"""Zoom and pan are arithmetic: they hold for every image, window and zoom."""

import math

from hypothesis import given
from hypothesis import strategies as st

from app.views.canvas.viewport import MAX_ZOOM, Viewport
from lvit_core.geometry import Rect

sizes = st.tuples(st.integers(1, 30_000), st.integers(1, 30_000))
windows = st.tuples(st.integers(50, 4000), st.integers(50, 4000))
shares = st.floats(0, 1)
zooms = st.floats(0.01, MAX_ZOOM)


@st.composite
def viewports(draw):
    height, width = draw(sizes)
    center = (draw(shares) * height, draw(shares) * width)
    return Viewport((height, width), draw(windows), draw(zooms), center)


@given(viewports(), shares, shares)
def test_image_and_device_are_inverse(view, share_y, share_x):
    point = (share_y * view.image_hw[0], share_x * view.image_hw[1])
    back = view.to_image(view.to_device(point))
    assert math.isclose(back[0], point[0], abs_tol=1e-6 * max(1, point[0]))
    assert math.isclose(back[1], point[1], abs_tol=1e-6 * max(1, point[1]))


@given(viewports(), shares, shares, st.floats(0.2, 5))
def test_zoom_keeps_the_point_under_the_pointer(view, share_y, share_x, factor):
    at = (share_y * view.size_hw[0], share_x * view.size_hw[1])
    before = view.to_image(at)
    zoomed = view.zoomed(view.zoom * factor, at)
    wanted = (
        before[0] + (view.size_hw[0] / 2 - at[0]) / zoomed.zoom,
        before[1] + (view.size_hw[1] / 2 - at[1]) / zoomed.zoom,
    )
    if not all(0 <= wanted[axis] <= view.image_hw[axis] for axis in (0, 1)):
        return  # the image would leave the window: staying in sight goes first
    after = zoomed.to_device(before)
    assert abs(after[0] - at[0]) <= 1 and abs(after[1] - at[1]) <= 1


@given(viewports())
def test_zoom_stays_within_its_limits(view):
    assert view.zoomed(1e9).zoom == MAX_ZOOM
    assert view.zoomed(0).zoom == view.min_zoom <= view.fit_zoom


@given(viewports())
def test_fit_shows_all_of_the_image(view):
    fitted = view.fitted()
    height, width = view.image_hw
    assert fitted.image_rect() == Rect(0, 0, height, width)
    assert min(fitted.to_device((0, 0))) >= -1
    bottom, right = fitted.to_device((height, width))
    assert bottom <= view.size_hw[0] + 1 and right <= view.size_hw[1] + 1


@given(viewports(), st.integers(-3000, 3000), st.integers(-3000, 3000))
def test_pan_moves_by_whole_pixels_and_never_loses_the_image(view, dy, dx):
    panned = view.panned(dy, dx)
    assert 0 <= panned.center_yx[0] <= view.image_hw[0]
    assert 0 <= panned.center_yx[1] <= view.image_hw[1]
    wanted = (view.center_yx[0] - dy / view.zoom, view.center_yx[1] - dx / view.zoom)
    if panned.center_yx == wanted:
        moved = [new - old for new, old in zip(panned.origin_px, view.origin_px, strict=True)]
        assert abs(moved[0] - dy) <= 1 and abs(moved[1] - dx) <= 1


def test_going_to_a_place_shows_it_large_in_the_middle():
    view = Viewport((5000, 5000), (600, 800), 0.1, (2500, 2500)).showing(Rect(100, 200, 160, 280))
    assert view.center_yx == (130, 240)
    assert view.image_rect().intersect(Rect(100, 200, 160, 280)) == Rect(100, 200, 160, 280)
    assert view.zoom > 5


def test_going_to_an_object_keeps_the_zoom_where_it_can_be_made_out():
    view = Viewport((5000, 5000), (600, 800), 0.89, (2500, 2500))
    beyond, near, speck = Rect(100, 200, 160, 280), Rect(2480, 2480, 2550, 2540), (2500, 2510)
    assert view.going_to(near) == view, "it is seen as it is"
    assert view.going_to(beyond).zoom == 0.89 and view.going_to(beyond).center_yx == (130, 240)
    there = view.going_to(Rect(*speck, speck[0] + 10, speck[1] + 12))
    assert there.zoom == 4.0 and there.center_yx == (2505, 2516)
    whole = Rect(0, 0, 5000, 5000)
    assert view.going_to(whole).image_rect() == whole


def test_a_fitted_view_stays_fitted_in_another_window():
    view = Viewport((1000, 2000), (500, 500), 1.0, (0, 0)).fitted()
    assert view.resized((300, 900)).fitted().image_rect() == Rect(0, 0, 1000, 2000)
