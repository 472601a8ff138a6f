import type { NameLists } from "./name-lists.ts";

export const middleEast: NameLists = {
  arabic: {
    first: `Ahmad=أحمد, Amal=أمل, Dina=دينا, Faisal=فيصل, Hala=هالة, Hassan=حسن, Huda=هدى, Karim=كريم, Khalid=خالد,
      Layla=ليلى, Mariam=مريم, Nadia=نادية, Omar=عمر, Rania=رانيا, Salma=سلمى, Samir=سمير, Tariq=طارق, Yusuf=يوسف`,
    last: `Abbas=عباس, Aziz=عزيز, Darwish=درويش, El-Sayed=السيد, Farouk=فاروق, Haddad=حداد, Hakim=حكيم, Hamdan=حمدان,
      Al-Harbi=الحربي, Ibrahim=إبراهيم, Issa=عيسى, Kanaan=كنعان, Khalil=خليل, Khoury=خوري, Mansour=منصور,
      Al-Masri=المصري, Nasser=ناصر, Al-Otaibi=العتيبي, Qasim=قاسم, Rashid=راشد, Saleh=صالح, Sharif=شريف, Zidan=زيدان`,
    joined: "first last",
  },
  hebrew: {
    first: `Ariel=אריאל, Eitan=איתן, Maya=מאיה, Noa=נועה, Noam=נועם, Shira=שירה, Tamar=תמר, Yael=יעל, Yonatan=יונתן`,
    last: `Amir=אמיר, Azulay=אזולאי, Barak=ברק, Ben-David=בן דוד, Friedman=פרידמן, Katz=כץ, Levi=לוי, Mizrahi=מזרחי,
      Peretz=פרץ, Shapira=שפירא`,
    joined: "first last",
  },
  turkish: {
    first: `Ayşe, Burak, Çağla, Deniz, Elif, Emre, Gökhan, Gülşen, İbrahim, Işıl, Ömer, Özge, Şule, Yiğit, Zeynep`,
    last: `Aksoy, Arslan, Aydın, Çelik, Çetin, Demir, Doğan, Erdoğmuş, Güneş, Kılıç, Koç, Korkmaz, Öztürk, Özdemir,
      Şahin, Tunç, Ünal, Yıldırım, Yılmaz`,
  },
  persian: {
    first: `Arash=آرش, Bahar=بهار, Dariush=داریوش, Farhad=فرهاد, Mina=مینا, Parisa=پریسا, Shirin=شیرین, Zahra=زهرا`,
    last: `Ahmadi=احمدی, Ebrahimi=ابراهیمی, Hosseini=حسینی, Jafari=جعفری, Karimi=کریمی, Moradi=مرادی, Rahimi=رحیمی,
      Rezaei=رضایی, Sadeghi=صادقی, Tehrani=تهرانی`,
    joined: "first last",
  },
};

export const africa: NameLists = {
  nigerian: {
    first: `Adaeze, Ayọ̀délé, Chinedu, Chioma, Emeka, Fọlákẹ́, Ifeoma, Ngozi, Olúwaṣeun, Tunde, Yẹ́misí, Zainabu`,
    last: `Abiola, Achebe, Adebayo, Adéyẹmí, Balogun, Bello, Danjuma, Eze, Ìbíkúnlé, Nnamdi, Nwosu, Obi, Ogunleye,
      Okafor, Okeke, Okonkwo, Olatunji, Onyeka, Uzoma, Yakubu`,
  },
  eastAfrican: {
    first: `Abebe, Achieng, Amani, Barasa, Hiwot, Jabali, Kamau, Makena, Neema, Selam, Wanjiru, Zawadi`,
    last: `Alemu, Bekele, Chebet, Desta, Gathoni, Kariuki, Kimani, Kiprono, Mwangi, Mutua, Ndung'u, Njoroge, Ochieng,
      Odhiambo, Otieno, Tadesse, Wambui, Wolde`,
  },
  southAfrican: {
    first: `Anika, Bongani, Lerato, Mpho, Naledi, Nomvula, Pieter, Sipho, Thandi, Zanele`,
    last: `Botha, Dlamini, du Plessis, Govender, Khumalo, Mahlangu, Mokoena, Molefe, Naidoo, Ndlovu, Nkosi, Pretorius,
      Sithole, van Wyk, Zulu`,
  },
  westAfrican: {
    first: `Abena, Aminata, Fatou, Ibrahima, Kofi, Kwame, Mamadou, Ousmane, Seydou, Yaa`,
    last: `Asante, Ba, Boateng, Cissé, Coulibaly, Diallo, Diop, Fofana, Keïta, Mensah, Ndiaye, Osei, Sarr, Sow, Touré,
      Traoré`,
  },
};

export const pacific: NameLists = {
  maori: {
    first: `Anahera, Aroha, Hēmi, Kahu, Mere, Ngaire, Rāwiri, Tāne, Wiremu`,
    last: `Hēnare, Kereama, Ngata, Parata, Rangi, Tāmihana, Te Ahu, Tūhoe, Waititi`,
  },
  polynesian: {
    first: `Fetu, Kalea, Leilani, Malia, Nalani, Sione, Tavita`,
    last: `Faleolo, Kahananui, Latu, Moala, Palakiko, Tuilagi, Vea`,
  },
};
