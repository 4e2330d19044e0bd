"""Names of people, places and firms. All of them are made up, and put together by chance."""

from typing import NamedTuple


class Culture(NamedTuple):
    """Given and family names that go together; a ~ is a blank within a name."""

    weight: int
    given: str
    family: str


CULTURES = (
    Culture(
        26,
        "Abigail Brenda Calvin Dale Dwight Elaine Franklin Gloria Harlan Janelle Keith Lorraine Marvin "
        "Nadine Opal Preston Roberta Stuart Tessa Wendell",
        "Ashgrove Barlow Cutterfield Dunmore Eastlake Fairbank Gladwin Hollister Inglewood Kettering "
        "Larkmoor Millbrand Northcut Oakhurst Pemberley Quillan Rookwood Stillwater Thornquist Wexley",
    ),
    Culture(
        12,
        "Alejandra Benito César Dolores Esteban Fernanda Gustavo Inés Joaquín Lucía Mateo Noemí Raúl Ximena",
        "Arreola Barrientos Cañizares Del~Río Escamilla Fuentealba Galindo Ibarreche Luján Montañez "
        "Ochoa Peñaloza Quiroga Sepúlveda Villaseñor",
    ),
    Culture(
        9,
        "Anneliese Birgit Carsten Dörte Eckhard Frauke Götz Heike Jürgen Katrin Lothar Maike Rüdiger Silke",
        "Ackermann Brünner Dreyling Eichhorst Feldkamp Großmann Hülsenbeck Jungblut Kästner Lüttich "
        "Möhring Nüßlein Ostertag Rauschenbach",
    ),
    Culture(
        8,
        "Agnieszka Bogdan Czesława Dariusz Ewelina Grzegorz Halina Jarosław Łucja Małgorzata Radosław Żaneta",
        "Bąkowski Cieślewicz Dębrowska Gołębiewicz Jaśkiewicz Kłosowicz Łabędzka Nurkowski Pęczek "
        "Rżewicz Ślusarek Wróblik",
    ),
    Culture(
        8,
        "Aarav Bhavna Chitra Deepak Esha Girish Hema Jatin Kavita Manoj Nandini Pranav Rekha Sanjay Vidya",
        "Bhagwatkar Chaturbhuj Deshkar Gopalan Iyengarman Joshipura Kulkeri Mahadevan Nimbalkar "
        "Parthiban Ranganekar Subbaraj Venkatnarayan",
    ),
    Culture(
        7,
        "Adaeze Babajide Chiamaka Damilola Ebele Folasade Ikenna Kelechi Ngozi Obinna Temitope Uzoma Yetunde",
        "Adeyokun Balogbade Chukwuneke Ekwunife Fagbolade Ibekweme Nwachinedu Obanikoro Okpalaeke "
        "Olusegbon Onwuatu Udezue",
    ),
    Culture(
        6,
        "Akiko Daisuke Emi Haruto Kaori Makoto Natsuki Ryota Sayuri Takumi Yoshiko",
        "Asanuma Fujikane Hoshikawa Iwamori Kanezaki Mizuhara Nagatomi Oginuma Sakaguchi Tsukimori Yamabuki",
    ),
    Culture(
        6,
        "Amira Bassam Dalia Faisal Hanan Idris Jamila Karim Layla Mounir Nawal Rashid Samira Tarek Zaynab",
        "Al-Rashdan Benhaddou Chakroun Dabbagh El~Mansouri Farhoud Ghannam Haddadin Khoury-Nasr "
        "Mahfouzi Qabbani Sabbagh Tazi-Alami",
    ),
    Culture(
        5,
        "Astrid Bjørn Eirik Freyja Håkon Ingrid Jørgen Kjersti Magnus Ragnhild Sølvi Torbjørn Åse",
        "Aasland Bergsvik Dalgård Ekornes Fjellheim Grønvold Høgset Kvåle Lindström Nygårdsvik Øverland",
    ),
    Culture(
        5,
        "Aoife Cormac Deirdre Eoin Fionnuala Gráinne Lorcan Máire Niamh Oisín Pádraig Róisín Tadhg",
        "Brannaghty Corcoranne Devlinton Fogartney Gilhooly Keneally Mac~Giolla Ní~Bhriain Ó~Dálaigh "
        "Rafterty Shaughnessey Tierneach",
    ),
    Culture(
        4,
        "Andrea Bruno Chiara Davide Elettra Fabrizio Giada Lorenzo Mirella Nicolò Ornella Tommaso",
        "Agnelotti Bellandi Carraresi Donzelli Fumagalli Grimaudo Lazzarotto Marchetton Pozzobon "
        "Santacroce Vianello",
    ),
    Culture(
        4,
        "Aroha Hemi Kahurangi Mere Ngaire Rangi Tāne Tama Wiremu Hinemoa",
        "Harawira-Cole Kereama Matiaha Ngarewa Paewai Rangihuna Tamahori Te~Aonui Waitere",
    ),
)


class Home(NamedTuple):
    """Where members live, and by which clock."""

    weight: int
    city: str
    country: str
    zone: str


HOMES = (
    Home(14, "Chicago", "US", "America/Chicago"),
    Home(13, "Dallas", "US", "America/Chicago"),
    Home(12, "Minneapolis", "US", "America/Chicago"),
    Home(10, "Denver", "US", "America/Denver"),
    Home(10, "Orlando", "US", "America/New_York"),
    Home(7, "Columbus", "US", "America/New_York"),
    Home(6, "Portland", "US", "America/Los_Angeles"),
    Home(5, "Phoenix", "US", "America/Phoenix"),
    Home(5, "Toronto", "CA", "America/Toronto"),
    Home(3, "Calgary", "CA", "America/Edmonton"),
    Home(2, "St. John's", "CA", "America/St_Johns"),
    Home(5, "London", "GB", "Europe/London"),
    Home(3, "Dublin", "IE", "Europe/Dublin"),
    Home(3, "Rotterdam", "NL", "Europe/Amsterdam"),
    Home(2, "Hamburg", "DE", "Europe/Berlin"),
    Home(2, "Monterrey", "MX", "America/Monterrey"),
    Home(2, "Curitiba", "BR", "America/Sao_Paulo"),
    Home(2, "Durban", "ZA", "Africa/Johannesburg"),
    Home(1, "Pune", "IN", "Asia/Kolkata"),
    Home(1, "Singapore", "SG", "Asia/Singapore"),
    Home(2, "Adelaide", "AU", "Australia/Adelaide"),
    Home(1, "Wellington", "NZ", "Pacific/Auckland"),
)

FIRM_FIRST = (
    "Amber Anvil Aspen Bluff Bramble Cairn Cedar Clover Copper Crane Dapple Ember Fathom Fern Flint Gable "
    "Harbor Hazel Heron Indigo Juniper Kestrel Lantern Larch Linden Marsh Meadow Mica Nettle Osprey Otter "
    "Pebble Quarry Quill Rowan Rush Saffron Sedge Slate Sparrow Tamarack Thistle Umber Walnut Willow"
)
FIRM_SECOND = (
    "Bridge Brook Crossing Field Forge Gate Grove Hollow Junction Knoll Landing Loom Mill Orchard Path Point "
    "Prairie Reach Ridge Station Trail Weir Yard"
)
FIRM_KIND = {
    "Networks": "Managed services",
    "IT Services": "Managed services",
    "Systems": "Systems integration",
    "Cloud": "Cloud services",
    "Security": "Information security",
    "Data": "Data and analytics",
    "Software": "Software",
    "Telecom": "Telecommunications",
    "Accounting": "Accounting",
    "Engineering": "Engineering",
    "Print & Media": "Print and media",
    "Consulting": "Consulting",
}
JOBS = {
    "Owner": 38,
    "Managing director": 20,
    "President": 16,
    "Partner": 10,
    "Chief operating officer": 8,
    "General manager": 8,
}
