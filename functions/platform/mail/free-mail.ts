/** Where anybody has an address: their domain stands for no company. */
export const freeMailDomains: ReadonlySet<string> = new Set(
  `126.com 139.com 163.com 188.com 1und1.de abv.bg aim.com aliceadsl.fr alice.it aol.com arcor.de att.net bell.net bellsouth.net
   bigpond.com bk.ru bluewin.ch bol.com.br btinternet.com bt.com charter.net chello.nl comcast.net cox.net daum.net docomo.ne.jp
   duck.com earthlink.net email.cz email.de ezweb.ne.jp fastmail.com fastmail.fm foxmail.com free.fr freemail.hu freenet.de
   frontier.com gmail.com gmail.co.uk googlemail.com hanmail.net hey.com home.nl hush.com hushmail.com i.ua icloud.com ig.com.br inbox.lv
   inbox.ru interia.pl internode.on.net iol.it iol.pt juno.com kakao.com kpnmail.nl laposte.net libero.it list.ru live.be lycos.com
   mac.com mail.bg mail.com mail.de mail.ee mail.ru mailbox.org mailfence.com mailinator.com me.com msn.com mweb.co.za nate.com
   naver.com neuf.fr nifty.com o2.pl online.de online.no onet.pl onet.eu op.pl optonline.net optusnet.com.au orange.fr
   outlook.com pm.me pobox.com poczta.onet.pl posteo.de posteo.net proton.me protonmail.ch protonmail.com qq.com quicknet.nl
   rambler.ru rediffmail.com rocketmail.com rogers.com runbox.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.cn sina.com
   sky.com skynet.be softbank.ne.jp sohu.com sympatico.ca t-online.de talktalk.net telenet.be telia.com telus.net terra.com.br
   tin.it tiscali.co.uk tiscali.it tuta.com tuta.io tutamail.com tutanota.com tutanota.de tlen.pl ukr.net uol.com.br verizon.net
   virgilio.it virginmedia.com vodafone.it vodafone.nl vp.pl wanadoo.fr wanadoo.es web.de windstream.net wp.pl xs4all.nl xtra.co.nz
   ya.ru yeah.net yandex.com yandex.ru yopmail.com zeelandnet.nl ziggo.nl zoho.com zohomail.com zonnet.nl`
    .trim()
    .split(/\s+/),
)

/** Providers that are at home in many countries: `yahoo.co.uk`, `gmx.at`. */
export const freeMailFamilies: ReadonlySet<string> = new Set(
  'gmx hotmail live outlook proton protonmail rocketmail tiscali yahoo yandex ymail zoho'.split(' '),
)
