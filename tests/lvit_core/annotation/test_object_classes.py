"""What an object is: the class likeliest over all of its pixels, on drawn cases."""

import numpy as np
import pytest

from lvit_core.annotation.object_classes import ClassPlanes


def drawn():
    """Three objects on (40, 60); of the last, one half looks like another class."""
    objects = np.zeros((40, 60), np.int32)
    objects[2:12, 2:12], objects[20:30, 5:15], objects[5:15, 30:50] = 1, 2, 5
    planes = np.zeros((3, 40, 60), np.uint8)
    planes[0][objects == 1] = 255
    planes[1][objects == 2] = 204
    planes[2][objects == 2] = 51
    planes[2][5:15, 30:42] = 255
    planes[0][5:15, 42:50] = 255
    planes[1][objects == 0] = 255  # what lies beside objects says nothing of them
    return objects, planes


def test_each_object_has_the_class_of_the_highest_mean():
    objects, planes = drawn()
    told = ClassPlanes(("a", "b", "c"), planes).of_objects(objects)
    assert {number: one.name for number, one in told.items()} == {1: "a", 2: "b", 5: "c"}
    assert [told[n].probability for n in (1, 2, 5)] == pytest.approx([1.0, 0.8, 0.6])


def test_a_large_image_is_added_up_in_parts_to_the_same(monkeypatch):
    objects, planes = drawn()
    whole = ClassPlanes(("a", "b", "c"), planes).of_objects(objects)
    monkeypatch.setattr("lvit_core.annotation.object_classes._ADDED_PX", 130)
    assert ClassPlanes(("a", "b", "c"), planes).of_objects(objects) == whole


def test_two_names_of_a_model_that_mean_one_class_are_added_up():
    objects, planes = drawn()
    told = ClassPlanes(("a", "b", "c"), planes).named(("one", "two", "one"))
    assert told.names == ("one", "two")
    found = told.of_objects(objects)
    assert found[5].name == "one" and found[5].probability == pytest.approx(1.0)
    assert found[2].name == "two" and found[2].probability == pytest.approx(0.8)


def test_no_object_has_no_class():
    planes = np.full((2, 4, 4), 128, np.uint8)
    assert ClassPlanes(("a", "b"), planes).of_objects(np.zeros((4, 4), np.int32)) == {}
