"""Texts as people and their spreadsheets write them, and worse."""

from hypothesis import strategies as st

characters = st.one_of(
    st.sampled_from("\",\n\r=+-@\t' ;\\é漢🙂\u2028\ufeff\x85\x1f"),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)

any_text = st.text(characters, max_size=12)
some_text = any_text.filter(lambda text: text.strip() != "")
keys = st.text(
    st.one_of(st.sampled_from("\",'= ;é漢🙂-_"), st.characters(categories=["L", "N", "S"])),
    min_size=1,
    max_size=12,
).filter(lambda key: key == key.strip())
