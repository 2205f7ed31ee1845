import type { Row } from './meaning.ts'

/** What speaks of this copy and not of the film: repairs, kinds of packing, marks of the scene. */
export const releaseWords: readonly Row[] = [
  ['proper', 'true', 'likely', 'proper|real proper|proper real'],
  ['repack', 'true', 'likely', 'repack|rerip|2ndrepack|repacked|real repack'],
  ['release', 'real', 'faint', 'real'],
  [
    'release',
    'internal',
    'likely',
    'internal|iNTERNAL|dirfix|nfofix|prooffix|samplefix|read nfo|readnfo|proof|subforced|syncfix|fastsub|hardsub|hardsubs|softsub|softsubs|hc subs|soft sub|soft subs|hard sub',
  ],
  [
    'release',
    'internal',
    'faint',
    'int|dl|hd|hc|hq|lq|hr|ws|fs|se|nfo|fixed|custom|subbed|dubbed|dub|dubs|sub|subs|subtitle|subtitles|vo|md|ld|line|mic|cc|uncredited|convert|hybrid|retail|rip|full|hdc|upscaled|upscale|ai upscaled|preair|unaired|docu|doku|documentary|oad|stv|ntsc|pal|secam|hfr|dxva|open matte|pre|untouched|cr|end|batch|tgx|fansub|final|finale|reenc|re enc|re encoded|encoded|60fps|24fps|nordub|megapack|subpack|synced|neupressung',
  ],
  ['release', 'internal', 'likely', 'wmv|preair|upscaled|dxva|hdc|ntsc|stv|dvdpal|mp4|mkv|avi|h264 mkv'],
  ['release', 'fps', 'sure', '23 976fps|24p|25p|30p|50fps|30fps|60fps|120fps|24fps|25fps'],
  ['release', 'region', 'faint', 'us|uk|au|nz|ca|ppv'],
  [
    'complete',
    'true',
    'likely',
    'complete|the complete|complete series|the complete series|complete season|completa|completas|integrale|intégrale|integral|full series|full season|completo|complet|mini series|miniseries|miniserie|entire series|all seasons|boxset|box set',
  ],
  ['complete', 'true', 'faint', 'incomplete|season pack'],
  ['sample', 'true', 'faint', 'sample'],
]

/** Broadcasters and stores that stand before a web source. Short and common words, so they count only there, written in one case. */
export const networkWords =
  'ae|aetv|abc|abciview|ajaz|all4|amc|amzn|amazon|amazonprime|anlb|anpl|annl|aol|appletv|aptv|atvp|atv|as|adultswim|atk|ard|bbc|ip|iplayer|bbciplayer|bcore|bet|bglobal|b global|bili|bk|bkpl|blu|bnge|boom|brav|bravo|cbc|cbs|cc|comedycentral|' +
  'cnbc|cnlp|cnn|cmax|cmt|cn|cr|crav|crkl|crunchyroll|cs|cspn|ctv|cur|cw|cws|cwtv|dcu|ddy|dhf|dest|disc|discovery|dscp|diy|docc|dply|dpln|dsny|disney|disneyplus|dsnp|dsnu|dtv|dfunimation|epix|espn|esq|etv|etto|fam|fbwatch|fjr|food|fox|fox now|foxp|fptv|free|freeform|funi|fubo|fx|fxnow|fxtl|fyi|gaga|gc|glbl|glob|globo|go90|gplay|hallmark|hbo|hbogo|hbo go|hgtv|hidi|hist|history|hlmk|hmax|hotstar|hoichoi|htsr|hs|hulu|ifc|ign|ilv|ina|iqiyi|iq|it|itunes|itv|itvx|jc|jiocinema|kcw|know|kkp|knpy|lifetime|lgp|ma|max|mbc|mbl|mnbc|mtod|mtv|mubi|nat|natg|nationalgeographic|nba|nbatv|nbc|nbla|netflix|nf|nfb|nfl|nflp|nfln|nick|nickelodeon|nickapp|nlz|nowtv|now|9now|nrk|opto|own|oxgn|paramount|pbs|pbsk|pcok|peacock|play|pluz|pmtp|pmnt|pmnp|pogo|poph|psn|pstv|puhu|qibi|rakutentv|red|rktn|roku|rte|rstr|ruutu|saina|sbs|sci|seso|shdr|shmi|shtm|sho|showtime|sling|snet|sony|sonyliv|sp|spik|spke|spiketv|spot|sprt|stan|starz|stz|strp|svt|swearnet|sxmn|syfy|tbs|tcm|tf1|tfou|tiff|tiktok|timv|tk|tlc|tou|trvl|tubi|tv3|tv4|tvland|tvl|ufc|uktv|unext|univ|usan|vh1|vice|viap|viaplay|viki|viu|viutv|vlct|vmeo|voot|vrv|vtrn|vudu|wavve|wme|wnet|wowow|wwe|wwen|xbox|yhoo|youku|youtube|yt|zdf|zee5|baha|abema|adn|hidive|hidi|wetv|tver|unxt|kocowa|tving|wtch|hbom|atv|4od|btsport|ambc|cine|cinet|vidio|aha|sunnxt|tvn|ocn|jtbc'
