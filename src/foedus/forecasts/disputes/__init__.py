"""The risk of militarised disputes between two states: trained, judged, asked, kept and scored."""
