"""Ways of measuring a system: functions from a System to figures, exact given the record.

One module a subject: capability (shares, concentration), obligations (who owes whom), casus (what an attack sets off),
isolation (a vector of layers), blocs (mutual-defence cliques), structure (the balance of friends and foes).
"""
