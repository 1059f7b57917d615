"""Makes src/test/resources/org/rlvr4j/bbg/boundary_utility.csv: values for BoundaryUtilityOracleTest.

Run: python3 make_oracles.py > ../resources/org/rlvr4j/bbg/boundary_utility.csv
Needs mpmath (made with 1.3.0). Works from the definitions, by mpmath's own log-gamma with 60 digits.
"""
import random
import mpmath as mp

mp.mp.dps = 60
random.seed(20261123)


def log_beta(x, y):
    return mp.loggamma(x) + mp.loggamma(y) - mp.loggamma(x + y)


def row(a, b, m, n, k):
    a, b, m, n = mp.mpf(a), mp.mpf(b), mp.mpf(m), mp.mpf(n)
    alpha, beta = a + m, b + (n - m)
    log_u = mp.log(k) + log_beta(alpha, beta + k - 1) - log_beta(alpha, beta)
    log_u0 = mp.log(k) + log_beta(a, b + k - 1) - log_beta(a, b)
    log_choose = mp.loggamma(n + 1) - mp.loggamma(m + 1) - mp.loggamma(n - m + 1)
    log_bb = log_choose + log_beta(alpha, beta) - log_beta(a, b)
    pass_at_k = -mp.expm1(log_beta(alpha, beta + k) - log_beta(alpha, beta))
    return log_u, log_u + log_bb - log_u0, pass_at_k


def log_uniform(low, high):
    return mp.e ** random.uniform(float(mp.log(low)), float(mp.log(high)))


cases = []
for n in (0, 1, 2, 8, 100, 10000):
    for m in sorted({0, min(1, n), n // 4, n // 2, max(n - 1, 0), n}):
        for k in (1, 2, 16, 256, 10**4, 10**6):
            for a, b in ((1, 1), (0.5, 0.5), (0.01, 3), (100, 7)):
                cases.append((float(a), float(b), float(m), float(n), k))
for _ in range(400):
    n = float(log_uniform(0.01, 1e4))
    m = float(n * random.random() ** 4)
    a, b = float(log_uniform(0.001, 100)), float(log_uniform(0.001, 100))
    cases.append((a, b, m, n, int(log_uniform(1, 1e6))))
for _ in range(60):  # the corners of what a prior may be
    n = float(log_uniform(1, 1e4))
    m = float(n * random.random() ** 4)
    a = float(random.choice((1e-6, 1e4, 1.0)))
    b = float(random.choice((1e-6, 1e4)))
    cases.append((a, b, m, n, int(log_uniform(1, 1e6))))

print("# Source: src/test/python/make_oracles.py, mpmath " + mp.__version__ + ", 60 digits, printed to 25.")
print("# a, b: Beta prior; m of n successes; k: K. Tolerances: BoundaryUtilityOracleTest.")
print("a,b,m,n,k,log_utility,log_share,posterior_pass_at_k")
for a, b, m, n, k in cases:
    # All inputs are doubles, so trials - successes must be the double that Java computes; mpmath's is exact.
    values = ",".join(mp.nstr(v, 25) for v in row(a, b, m, n, k))
    print(f"{a!r},{b!r},{m!r},{n!r},{k},{values}")
