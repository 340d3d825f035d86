"""The same call on a distributed engine, through its own executor."""

from __future__ import annotations

import pytest

import sakipcalc as sc

distributed = pytest.importorskip("distributed")


@pytest.mark.filterwarnings(
    "ignore"
)  # of the engine and its event loop; what sakipcalc does is asserted below
def test_a_local_cluster_of_two_workers_fills_a_folder(units, tmp_path):
    folder = units("a.xlsx", "b.xlsx", "c.xlsx")
    (folder / "bb-rusak.xlsx").write_bytes(b"PK\x03\x04")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        batch = sc.fill_many(folder, tmp_path / "hasil", executor=executor, jobs=2)
    assert [one.status for one in batch] == ["terisi", "terisi", "gagal", "terisi"]
    assert [one.code for one in batch.failed] == ["package-broken-zip"]
    assert sorted(path.name for path in (tmp_path / "hasil").glob("*.xlsx")) == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert batch.frame["sumber"].nunique() == 3
