import type { NameLists } from "./name-lists.ts";

export const eastAsia: NameLists = {
  chinese: {
    first: `Bowen=博文, Chenxi=晨曦, Fang=芳, Haoran=浩然, Jing=静, Jiayi=佳怡, Lei=磊, Meiling=美玲, Min=敏, Qiang=强,
      Ruoxi=若曦, Tao=涛, Wei=伟, Xiaoyu=小雨, Xiuying=秀英, Yuchen=宇辰, Zihan=子涵, Ziyi=子怡`,
    last: `Cai=蔡, Chen=陈, Deng=邓, Feng=冯, Gao=高, Guo=郭, Han=韩, He=何, Huang=黄, Li=李, Liang=梁, Lin=林, Liu=刘,
      Luo=罗, Ma=马, Shen=沈, Song=宋, Sun=孙, Tang=唐, Wang=王, Wu=吴, Xie=谢, Xu=徐, Yang=杨, Zhang=张, Zhao=赵, Zhou=周`,
    joined: "lastfirst",
  },
  japanese: {
    first: `Akari=明里, Daichi=大地, Haruka=遥, Hiroshi=浩, Kaito=海斗, Kenji=健二, Mei=芽衣, Misaki=美咲, Naoki=直樹,
      Ren=蓮, Sakura=桜, Takashi=隆, Yui=結衣, Yūto=悠斗`,
    last: `Aoki=青木, Endō=遠藤, Fujita=藤田, Hayashi=林, Inoue=井上, Itō=伊藤, Katō=加藤, Kimura=木村, Kobayashi=小林,
      Matsumoto=松本, Mori=森, Nakamura=中村, Okada=岡田, Ōno=大野, Saitō=斎藤, Satō=佐藤, Shimizu=清水, Suzuki=鈴木,
      Takahashi=高橋, Tanaka=田中, Watanabe=渡辺, Yamamoto=山本`,
    joined: "lastfirst",
  },
  korean: {
    first: `Do-yun=도윤, Eun-ji=은지, Ha-eun=하은, Hyun-woo=현우, Ji-ho=지호, Ji-woo=지우, Min-jun=민준, Seo-yeon=서연,
      Soo-jin=수진, Sung-min=성민, Ye-jin=예진, Young-ho=영호`,
    last: `Bae=배, Choi=최, Chung=정, Han=한, Hwang=황, Jang=장, Jeon=전, Jo=조, Kang=강, Kim=김, Kwon=권, Lim=임,
      Oh=오, Park=박, Seo=서, Shin=신, Song=송, Yoon=윤`,
    joined: "lastfirst",
  },
  vietnamese: {
    first: `Anh, Bảo, Dũng, Đức, Hạnh, Hương, Khánh, Linh, Minh, Ngọc, Phương, Thảo, Tuấn, Vân`,
    last: `Bùi, Châu, Đặng, Đinh, Đỗ, Dương, Hồ, Hoàng, Huỳnh, Lê, Lý, Ngô, Nguyễn, Phạm, Phan, Trần, Trịnh, Võ, Vũ`,
  },
};

export const southAsia: NameLists = {
  indian: {
    first: `Aarav, Aditi, Ananya, Arjun, Deepika, Harpreet, Ishaan, Kavya, Lakshmi, Meera, Nikhil, Priya, Rahul, Rohan,
      Sanjay, Shreya, Sunita, Vikram`,
    last: `Agarwal, Bhatia, Bose, Chatterjee, Chopra, Das, Desai, Gupta, Iyer, Jain, Joshi, Kapoor, Khanna, Kulkarni,
      Malhotra, Mehta, Menon, Mukherjee, Nair, Patel, Pillai, Rao, Reddy, Sen, Sharma, Sundaram, Trivedi, Verma`,
  },
  hindi: {
    first: `Amit=अमित, Anjali=अंजलि, Kiran=किरण, Neha=नेहा, Pooja=पूजा, Rajesh=राजेश, Ravi=रवि, Sita=सीता`,
    last: `Chauhan=चौहान, Mishra=मिश्रा, Pandey=पांडेय, Rathore=राठौर, Saxena=सक्सेना, Shukla=शुक्ला, Singh=सिंह, Yadav=यादव`,
    joined: "first last",
  },
  pakistani: {
    first: `Ayesha, Bilal, Fatima, Hamza, Imran, Mahnoor, Sana, Usman, Zainab`,
    last: `Ahmed, Akhtar, Butt, Chaudhry, Hussain, Iqbal, Javed, Khan, Malik, Mirza, Qureshi, Rafiq, Sheikh, Siddiqui`,
  },
  indonesian: {
    first: `Adi, Bayu, Citra, Dewi, Eka, Fitri, Putri, Rizky, Sari, Wahyu`,
    last: `Gunawan, Halim, Hidayat, Kurniawan, Kusuma, Lestari, Nugroho, Pratama, Purnomo, Santoso, Saputra, Setiawan,
      Susanto, Wibowo, Wijaya`,
  },
  filipino: {
    first: `Andres, Corazon, Datu, Ligaya, Mayumi, Paolo, Rodel, Tala`,
    last: `Aquino, Bautista, Dela Cruz, Dimaculangan, Macaraeg, Magsaysay, Manalo, Panganiban, Salonga, Villanueva`,
  },
};
