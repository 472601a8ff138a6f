import type { NameLists } from "./name-lists.ts";

export const westEurope: NameLists = {
  english: {
    first: `Alice, Amelia, Arthur, Beatrice, Benjamin, Charlotte, Daniel, Edith, Eleanor, Frank, George, Grace, Hazel,
      Henry, Isabel, James, Joan, Martha, Nathan, Oliver, Rose, Samuel, Thomas, Violet`,
    last: `Abbott, Ashdown, Baker, Barlow, Bennett, Carter, Clarke, Cooper, Dawson, Ellis, Fletcher, Foster, Gibson,
      Harper, Hartley, Holloway, Hughes, Kingsley, Lawson, Marsh, Mercer, Norton, Palmer, Pembroke, Reed, Sinclair,
      Thornton, Turner, Walker, Whitfield`,
  },
  irish: {
    first: `Aoife, Cillian, Deirdre, Eoin, Fionn, Gráinne, Niamh, Oisín, Pádraig, Róisín, Seán, Siobhán`,
    last: `Brennan, Byrne, Doyle, Fitzgerald, Gallagher, Kavanagh, Kinsella, MacCarthy, Murphy, Nolan, Ó Briain,
      O'Connor, O'Sullivan, Quinlan, Rafferty, Sweeney`,
  },
  german: {
    first: `Anja, Björn, Dieter, Elke, Friederike, Günther, Hannah, Jürgen, Jörg, Katharina, Lukas, Matthias, Moritz,
      Sabine, Söhnke, Ulrike`,
    last: `Albrecht, Bauer, Böhm, Brandt, Dietrich, Engel, Fröhlich, Groß, Hoffmann, Jäger, Kaiser, Köhler, Krämer,
      Lindner, Müller, Neumann, Pfeiffer, Richter, Schäfer, Schröder, Seidel, Strauß, Vogel, Weiß, Winkler, Zöllner`,
  },
  french: {
    first: `Adèle, Aurélie, Bastien, Camille, Chloé, Étienne, François, Gaëlle, Hélène, Jérôme, Loïc, Mathilde, Noémie,
      Océane, Rémi, Théo`,
    last: `Aubert, Beaumont, Bélanger, Bernard, Chevalier, Delacroix, Deschamps, Dubois, Dufour, Fontaine, Gagnon,
      Garnier, Laurent, Lefèvre, Lemaître, Marchand, Moreau, Noël, Perrin, Rousseau, Saint-Martin, Tremblay, Vasseur`,
  },
  dutch: {
    first: `Anouk, Bram, Daan, Fleur, Joris, Lieke, Maarten, Noor, Pieter, Sanne, Thijs, Willemijn`,
    last: `Bakker, Brouwer, de Boer, de Graaf, de Vries, Dijkstra, Hoekstra, Janssens, Kuipers, Mulder, Peeters,
      van Beek, van den Berg, van der Meer, van Leeuwen, Vermeulen, Visser, Willems`,
  },
};

export const northEurope: NameLists = {
  nordic: {
    first: `Åsa, Astrid, Bjørn, Edvard, Elin, Freja, Håkon, Ingrid, Jørgen, Linnéa, Magnus, Nils, Sigríður, Søren,
      Þórdís, Torbjörn`,
    last: `Aagaard, Ahlström, Andersson, Bergström, Bjørnstad, Dahl, Eriksson, Fjeldstad, Grønlund, Hagen, Holm,
      Johansen, Kjær, Lindqvist, Lund, Nygård, Øvergaard, Sjöberg, Sørensen, Thorsen, Wikström, Åkesson`,
  },
  finnish: {
    first: `Aino, Eero, Helmi, Jukka, Kaisa, Mikko, Päivi, Sanna, Tapio, Väinö`,
    last: `Aalto, Hämäläinen, Heikkinen, Järvinen, Koskinen, Laine, Lehtonen, Mäkelä, Nieminen, Pöyry, Rautio,
      Salminen, Virtanen`,
  },
  baltic: {
    first: `Agnė, Dainis, Eglė, Jānis, Jonas, Kristīne, Liis, Līga, Mārtiņš, Rasa, Tõnu, Ülle`,
    last: `Bērziņš, Kalniņš, Kask, Kõiv, Kukk, Liepa, Ozols, Pärn, Pētersons, Rebane, Tamm, Zariņš`,
  },
};

export const southEurope: NameLists = {
  spanish: {
    first: `Alejandra, Álvaro, Begoña, Carmen, Concepción, Diego, Gonzalo, Inés, Iñaki, Javier, Lucía, Martín, Nicolás,
      Pilar, Rocío, Sofía`,
    last: `Aguilar, Álvarez, Castillo, Cortés, Delgado, Domínguez, Espinosa, Fernández, García Márquez, Gutiérrez,
      Herrera, Ibáñez, Jiménez, León, Méndez, Muñoz, Núñez, Ortega, Peña, Quiroga, Ramírez, Ríos, Sáenz, Vázquez, Zúñiga`,
  },
  portuguese: {
    first: `Afonso, Beatriz, Caio, Conceição, Duarte, Flávia, Gonçalo, Inês, João, Luísa, Mateus, Simão, Tânia, Vitória`,
    last: `Almeida, Araújo, Azevedo, Brandão, Carvalho, Conceição, Cunha, da Silva, dos Santos, Esteves, Falcão,
      Figueiredo, Gonçalves, Guimarães, Magalhães, Nóbrega, Pinheiro, Queirós, Ribeiro, Simões, Teixeira, Valadão`,
  },
  italian: {
    first: `Alessia, Bruno, Chiara, Davide, Elisa, Federico, Giulia, Luca, Matteo, Niccolò, Paola, Rosalba, Stefano, Zoè`,
    last: `Barbieri, Bellini, Caruso, Colombo, Conti, D'Angelo, De Luca, Esposito, Ferrari, Galli, Lombardi, Mancini,
      Marchetti, Moretti, Nicolò, Orlando, Pellegrini, Ricci, Romano, Santoro, Vitale, Zanetti`,
  },
  greek: {
    first: `Alexandra=Αλεξάνδρα, Dimitris=Δημήτρης, Eleni=Ελένη, Giorgos=Γιώργος, Ioanna=Ιωάννα, Katerina=Κατερίνα,
      Nikos=Νίκος, Petros=Πέτρος, Stavros=Σταύρος, Zoe=Ζωή`,
    last: `Alexiou=Αλεξίου, Anagnostou=Αναγνώστου, Antoniou=Αντωνίου, Dimitriou=Δημητρίου, Economou=Οικονόμου,
      Georgiou=Γεωργίου, Ioannou=Ιωάννου, Nikolaou=Νικολάου, Panagiotou=Παναγιώτου, Pavlou=Παύλου, Stavrou=Σταύρου,
      Vasileiou=Βασιλείου`,
    joined: "first last",
  },
};

export const centralEurope: NameLists = {
  polish: {
    first: `Agnieszka, Bartłomiej, Bożena, Grażyna, Jarosław, Łukasz, Małgorzata, Paweł, Stanisław, Wojciech, Zofia, Żaneta`,
    last: `Bąk, Dąb, Gołąb, Jabłoń, Kaczmarek, Kołodziej, Kozieł, Krawczyk, Mróz, Nowak, Pawlak, Sikora, Szymczak,
      Śliwa, Wieczorek, Wójcik, Wróbel, Zając, Żak`,
  },
  czech: {
    first: `Alžběta, Bohumil, Dušan, Eliška, Jiří, Kateřina, Ľubica, Matěj, Ondřej, Růžena, Tomáš, Zdeněk`,
    last: `Bezděk, Hájků, Horkých, Janků, Jirků, Krejčí, Martinů, Petrů, Pavlů, Sedláčků, Tesařů, Vlků, Šťastný, Žižka`,
  },
  hungarian: {
    first: `Ágnes, Béla, Csilla, Dávid, Erzsébet, Gábor, György, Ildikó, László, Réka, Zoltán, Zsófia`,
    last: `Balogh, Farkas, Fekete, Hegedűs, Horváth, Kiss, Kovács, Lakatos, Mészáros, Molnár, Németh, Nagy, Pintér,
      Szabó, Szűcs, Tóth, Varga, Vörös`,
  },
  balkan: {
    first: `Ana, Branko, Cătălina, Đorđe, Goran, Ioana, Ivana, Mihai, Nevena, Răzvan, Ștefan, Vesna, Željko, Žana`,
    last: `Băsescu, Bogdanović, Ciobanu, Dragomir, Dumitrescu, Đurić, Horvat, Ionescu, Jurić, Kovačević, Lupu,
      Marković, Nikolić, Petrović, Popa, Rădulescu, Stanković, Șerban, Țurcanu, Vuković, Živković`,
  },
  ukrainian: {
    first: `Andriy=Андрій, Bohdan=Богдан, Daryna=Дарина, Iryna=Ірина, Kateryna=Катерина, Maksym=Максим, Oksana=Оксана,
      Olena=Олена, Serhiy=Сергій, Taras=Тарас, Vira=Віра, Yuriy=Юрій`,
    last: `Bondarenko=Бондаренко, Hrytsenko=Гриценко, Ivanenko=Іваненко, Klymenko=Клименко, Kovalchuk=Ковальчук,
      Kravchenko=Кравченко, Lysenko=Лисенко, Marchenko=Марченко, Melnyk=Мельник, Oliynyk=Олійник, Petrenko=Петренко,
      Savchenko=Савченко, Shevchuk=Шевчук, Tkachenko=Ткаченко, Vasylenko=Василенко`,
    joined: "first last",
  },
};
