def test_it(demonstration):
    assert demonstration
