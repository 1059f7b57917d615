"""Makes counts.csv and bayes.csv, which OracleTest compares with.

Needs Python 3.11, scorio 0.2.3, scipy 1.17.1 and numpy 2.4.6 (pip, in a virtual environment); run it in this folder.
counts.csv holds exact rationals rounded once to a double; small cases are checked against scorio, the package of the
Bayes@N paper's authors, and large ones against scipy's hypergeometric distribution. bayes.csv holds scorio's values.
"""
from fractions import Fraction
from math import ceil, comb

import numpy as np
from scipy.stats import hypergeom, norm
from scorio import eval as scorio


def tail(n, c, k, least):
    return Fraction(sum(comb(c, j) * comb(n - c, k - j) for j in range(least, min(c, k) + 1)), comb(n, k))


def matrix(n, c):
    return np.array([[1] * c + [0] * (n - c)])


def close(ours, theirs, what):
    assert abs(float(ours) - float(theirs)) < 1e-9, (what, float(ours), float(theirs))


rows = []
cases = [(8, c, k) for c in (0, 1, 4, 7, 8) for k in (1, 2, 5, 8)]
cases += [(256, c, k) for c in (0, 1, 3, 37, 200, 255, 256) for k in (1, 2, 16, 100, 128, 256)]
for n, c, k in cases:
    rows.append(("pass@k", n, c, k, "", tail(n, c, k, 1)))
    rows.append(("pass^k", n, c, k, "", tail(n, c, k, k)))
    close(rows[-2][-1], scorio.pass_at_k(matrix(n, c), k), (n, c, k))
    close(rows[-1][-1], scorio.pass_hat_k(matrix(n, c), k), (n, c, k))
    for tau in ("0.07", "0.25", "0.5", "0.75", "1.0"):
        value = tail(n, c, k, ceil(Fraction(tau) * k))
        rows.append(("g-pass@k", n, c, k, tau, value))
        if tau != "0.07":  # scorio computes tau * k in binary and asks for 8 of 100
            close(value, scorio.g_pass_at_k_tau(matrix(n, c), k, float(tau)), (n, c, k, tau))
for n, c, k in [(100_000, 1, 1), (100_000, 3, 50_000), (100_000, 10, 4096), (100_000, 99_990, 4096), (100_000, 5, 100_000)]:
    rows.append(("pass@k", n, c, k, "", tail(n, c, k, 1)))
    rows.append(("pass^k", n, c, k, "", tail(n, c, k, k)))
for n, c, k, tau in [(100_000, 30_000, 1024, "0.3"), (100_000, 52_000, 4096, "0.5"), (100_000, 500, 2048, "0.01")]:
    least = ceil(Fraction(tau) * k)
    rows.append(("g-pass@k", n, c, k, tau, tail(n, c, k, least)))
    close(rows[-1][-1], hypergeom(n, c, k).sf(least - 1), (n, c, k, tau))

with open("counts.csv", "w", encoding="ascii") as out:
    out.write("metric,n,c,k,tau,value\n")
    for metric, n, c, k, tau, value in rows:
        out.write(f"{metric},{n},{c},{k},{tau},{float(value)!r}\n")

with open("bayes.csv", "w", encoding="ascii") as out:
    out.write("n,counts,mean,low95,high95\n")
    for n, counts in [(8, (0,)), (8, (0, 3, 8)), (256, (0, 1, 17, 200, 256)), (1, (1,)), (64, (64,) * 10)]:
        mean, sigma = scorio.bayes(np.vstack([matrix(n, c) for c in counts]))
        reach = norm.ppf(0.975) * sigma
        text = " ".join(map(str, counts))
        out.write(f"{n},{text},{float(mean)!r},{float(max(0, mean - reach))!r},{float(min(1, mean + reach))!r}\n")
