"""Opening hours in the schedules of another publisher of Open Referral (HSDS 3)."""
