"""The wording of furniture: what sites write around a story, in the trade's generic English. No rule names a site.

Patterns are matched against a whole line, ignoring case. LABELS are buttons, headings and other fragments; they are
not tried on a line that is a whole sentence, because "For more than a year ..." is news. NOTICES may be sentences.
Loops over overlapping words are possessive (`++`), so that no line can make them slow.
"""

from __future__ import annotations

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_CLOCK = (
    r"\d{1,2}(?:[:.h]\d{2}){0,2} ?(?:[ap]\.? ?m\.?)?(?: ?\(?(?:[a-z]{1,2}[sd]?t|utc|gmt|amt|cet|local time)\)?)?"
    r"(?: ?[+-]\d\d:?\d\d)?"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? ?{_MONTH},? ?(?:\d{{4}}|'?\d\d)?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|{_MONTH} \d{{4}}"
    r"|today|yesterday)"
)
_AGO = r"(?:an?|\d+) (?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)(?: ago| read| listen)?"
_SAID = r"(?:published|posted|updated?|modified|created|added|revised|filed)"
_WHEN = (
    rf"(?>[\s|,·•–—/:()-]|\b(?:(?:first|last|originally|article|story|date|on|at|by|as of|the|and|in|{_SAID})"
    rf"|{_AGO}|{_DATE}|{_CLOCK}|{_DAY})(?!\w))++"
)
_PLATFORM = (
    r"(?:face ?book|twitter|x|linked ?in|whats ?app|pinterest|reddit|e-?mail|mail|print|google ?\+?|flipboard|tumblr"
    r"|telegram|messenger|sms|copy(?: link| url)?|link|instagram|you ?tube|rss|pocket|line|threads|bluesky|mastodon"
    r"|tik ?tok|snapchat|vk|digg|weibo|url|embed|bookmark(?: it)?|stumble(?:upon)?|more|save|tweet|pin(?: it)?|like)"
)
_HOUSE = (  # those whose name under a picture is a credit
    r"\b(?:getty(?: images)?|afp|ap|reuters|associated press|shutterstock|alamy|epa|pa(?: media| wire| images)?"
    r"|istock(?:photo)?|bloomberg|rex(?: features)?|unsplash|pexels|wikimedia(?: commons)?|flickr|adobe stock"
    r"|zuma(?: press)?|splash news|imago|upi|xinhua|tass)\b"
)
_PICTURE = r"(?:image|photo(?:graph)?|picture|pic|illustration|graphic|video|screenshot|screengrab|composite)s?"
_STORIES = r"(?:stor(?:y|ies)|news|articles?|posts?|videos?|reading|picks?|links?|topics?|content|headlines|coverage)"
_PERSON = r"(?:him|her|them|me|us|the (?:author|writer|reporter)|(?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]+){0,3})"
_MAIL = r"[\w.+-]+@[\w-]+\.[\w.]+"

LABELS: dict[str, tuple[str, ...]] = {
    "player": (
        r"listen(?: now)?(?: to (?:this |the )?(?:article|story|post|page|podcast|episode|audio).*)?(?: \d+.*)?",
        r"(?:select|choose|pick|change)(?: an?| your| the)? (?:(?:listening|playback|reading|narration) )?"
        r"(?:voice|speed|narrator|pace)\b.{0,20}",
        r"(?:[\d.,]+ ?[x×],? ?)?\d+ ?(?:wpm|words per minute)(?: \([^)]*\))?",
        r"(?:(?:slow|average|normal|fast|faster|slower)(?:[\s,|/·]+|$)){2,}",
        r"[\d.]+ ?[x×](?:[\s,|/]+[\d.]+ ?[x×])*",
        r"(?:get|read) through articles .{1,20}faster.*",
        r"(?:play|pause|resume|mute|unmute|replay|rewind|autoplay|volume|settings|previous|next|close|thumbnails?"
        r"|transcript|video|audio|expand|subtitles|closed captions|captions not available|video quality"
        r"|(?:exit )?full ?screen|skip (?:ad|back|forward)|enlarge(?: image)?|(?:toggle|hide|show) caption"
        r"|play (?:video|audio|this video|now)|watch(?: now| the video| video)?|(?:audio|video) player)[\s›»>▶]*",
        r"media playback is.*|your (?:video|browser) (?:will|does|is|may) .*|this video (?:is|can).*",
        r"view (?:this|full|larger) (?:image|size|version).*",
        r"(?:back|forward|skip) \d+ ?s(?:ec(?:ond)?s?)?",
        r"(?:\d+:)?\d+:\d\d(?: ?/ ?(?:\d+:)?\d+:\d\d)?|(?:image |photo |slide )?\d+ (?:of|/) \d+",
    ),
    "date": (
        _WHEN,
        rf"(?:[^.]{{0,40}} )?{_SAID}{_WHEN}",
        rf"(?:{_CLOCK},? )?{_DATE}(?:,? {_CLOCK})? (?:\| ?)?(?:by:?|\|) [\w.,'’ -]{{3,40}}",
        rf"(?-i:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{1,3}}),? (?:on|[|·•–-]) {_DATE}",
        r"(?:about |approx\.? )?\d+ ?[- ]?min(?:ute)?s?(?:[- ](?:read|listen|watch))?(?: time)?",
        r"(?:estimated )?(?:read(?:ing)?|listening) time:? .{0,20}",
    ),
    "advert": (
        r"\W*(?:(?:this is an? )?advert(?:isement|ising|orial)?s?|ad|supported by|from around the web"
        r"|sponsored(?: content| post| links?)?|promoted(?: content)?|paid (?:post|content|partnership))\W*",
        r"\W*(?:continue reading below|scroll (?:down )?to continue.*|(?:keep|continue) reading(?: below"
        r"| the main story)?"
        r"|(?:story|article) continues (?:below|after|under).*|advertisement[ -–—]+.*)\W*",
        r"(?:ads|powered|recommended) by .{2,40}|skip ad(?:vert(?:isement)?)?|report (?:this )?ad|remove ads"
        r"|why (?:am i seeing )?this ad\??",
    ),
    "share": (
        r"(?:share|tweet|e-?mail|print|save|send|pin|post|follow)(?> (?:this|the|us|me|our|your|on|via|with|to|by"
        rf"|article|story|post|page|link|friends?|a|an|{_PLATFORM})(?!\w))*+[\s:.!›]*",
        rf"(?>\b(?:{_PLATFORM}|shares?|on|via|\d[\d.,]*[km]?)(?!\w)|[\s|,·•/+:])++",
        r"(?:[\d.,]+[km]? ?)?(?:shares?|views?|likes?|followers?|reactions?|retweets?|claps?)",
        r"all share services|click to (?:share|email|print|tweet).*|get short url|about sharing"
        r"|copy(?: the)? (?:link|url).*",
        rf"(?:follow|like|find|join) (?:us|me|him|her|them|@\w+)(?:\W*|.{{0,40}}\b(?:on"
        rf"|at)\b .{{0,40}}{_PLATFORM}\b.{{0,40}})",
    ),
    "comments": (
        r"(?:view|show|see|read|hide|load|add|post|leave|write|join|all|more)(?: (?:the|a|an|all|more|your|\d+))* "
        r"(?:comments?|conversation|discussion|repl(?:y|ies)|response)[\s:.!?]*",
        r"(?:no |\d[\d,]* )?(?:comments?|repl(?:y|ies)|responses?)(?: \d+)?\W*|comments? (?:are|section"
        r"|\(\d+\)).{0,60}",
    ),
    "newsletter": (
        r"sign ?up|subscribed?(?: now| today)?|(?:enter )?your e-?mail(?: address)?|e-?mail address"
        r"|.{0,40}\bnewsletters?",
        r"update your preferences\W*",
        r"(?:(?:your|first|last|full|and|company|business|work|job|preferred|or) ){0,5}(?:name|e-?mail(?: address)?"
        r"|phone(?: number)?|zip code|postcode|job title|message)(?: ?\*| \(required\))|this field is .{0,80}",
    ),
    "promo": (
        r"(?:read(?: more| also| next| on| this)?|see also|also (?:read|see)|related(?: .{0,30})?|(?:find out"
        r"|learn) more"
        r"|more(?: on this| like this| stories| news| from .{2,40}| on .{2,60}| in .{2,30}| about .{2,60})?"
        r"|(?:you )?(?:may|might) (?:also )?like|what to read next|further reading|in case you missed it.{0,30}"
        r"|(?:in )?other news|you may be interested in|from (?:our partners|the web)|around the web"
        r"|elsewhere on .{2,30}"
        r"|next up|up next|(?:next|previous) (?:article|story|post)|about this content|sponsored stories"
        r"|don['’]t miss|must[- ]reads?|full (?:story|article|coverage)|(?:continue reading|stories you may).{0,40}"
        r"|exclusive|breaking(?: news)?|live(?: updates)?|opinion|analysis|premium|subscribers? only"
        r"|(?:featured|recent) slide ?shows?|(?:show|load|view|see|click) (?:more|all|here|gallery|slideshow"
        r"|photos).{0,60}"
        r"|(?:back to|return to|go to) .{0,30}|watch (?:also|more|next|live).{0,60})[\s:.…›»>→!▸▾]*",
        r"(?:recommended|suggested|trending|popular|latest|top|most (?:read|popular|viewed|shared|watched)|other"
        r"|featured"
        rf"|similar|more|editors?['’]?s?)(?: (?:for you|now|today|this week|{_STORIES}))+\W*",
        r"(?:in pictures|gallery|photos|video|listen|podcast|explained|explainer|background|opinion|exclusive|next"
        r"|just in|trending|for more|previously)\s*(?::|[–—|»›>→]|\s-\s)\s*\S.{0,200}",
        r"check out (?:more|our|the latest) .{0,80}|subscribe now to .{2,60}",
        r"(?:read|see|watch|check out|find|view|explore) (?:more|our|all|the (?:full|rest|latest|original"
        r"|entire))\b.{0,100}",
        r"\((?:graphic|video|photos?|gallery|chart|interactive|infographic|slideshow|related|read|see|watch|listen"
        r"|click)"
        r"\b[^()]{0,200}\)",
    ),
    "caption": (
        rf"(?:[\w.'’ -]{{0,50}}(?:/|via|,|\||-|—|\s)\s*)?{_HOUSE}(?>\s*(?:/|via|,|\||-|—)\s*[\w.'’ -]{{0,40}})*+",
        r".{3,300}[\w)][.!?”\"] ?(?:photo(?:graph)?|picture|image|credit|illustration)s?: .{2,80}",
        rf".{{3,300}}[a-z][.!?”\"] (?:photo|credit|{_HOUSE})[^.]{{0,60}}",
        rf"courtesy(?: of)? .{{1,60}}|submitted {_PICTURE}|[\w.'’ -]{{2,50}} (?:submitted|file|courtesy) {_PICTURE}",
        rf"(?:stock|handout|undated|file) {_PICTURE}",
        rf"{_PICTURE} (?:by|courtesy(?: of)?|from|via|credit)\b.{{1,120}}",
    ),
    "credit": (
        r"[—–-]+ ?.{1,60}\(@\w+\).{0,40}",
        r"(?-i:[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,2} ?/ ?(?:[A-Z][\w'’.-]+ ?){1,4})",  # "Ann Lee/Herald Pictures"
    ),
    "contributors": (
        r"(?:additional |original )?(?:reporting|writing|editing|graphics?|compiled|edited|reported)(?: by|:) .{2,200}",
        r"(?:additional )(?:research|production) by .{2,200}|written by .{2,60}",
        r"with (?:\w+ )?(?:wires?|wire services|agenc(?:y|ies)|inputs? from .{2,40}|files from .{2,60})\W*",
    ),
    "bio": (
        r"(?:view|more|all|see)(?: (?:all|more|other))* (?:author |posts |articles |stories )?(?:archive|profile"
        r"|by author"
        r"|by (?-i:[A-Z]).{2,40})|e-?mail the (?:author|reporter)|about the (?:author|writer|reporter)s?"
        r"|get author rss feed",
        rf"{_MAIL}(?:[\s,|·]+@\w{{2,20}})?|@\w{{2,20}}",
        r"(?:e-?mail|contact|tel|telephone|phone|twitter|web|website)\s*:\s*\S+(?: \S+)?",
    ),
    "navigation": (
        r"(?:skip|jump|go|back) to (?:main |the )?(?:content|navigation|main|section|top|search|footer|article"
        r"|comments).{0,30}",
        r"(?:in this article|on this page|table of contents|contents|topics?|tags?|filed (?:under|in)|categor(?:y|ies)"
        r"|keywords|posted in|tagged(?: with)?|explore more|more about|from the section .{2,40}|section|home|menu"
        r"|search"
        r"|sections|sign in|log ?in|log ?out|register|my account|contact us|about us|advertise|archives?"
        r"|top of page)\s*:?",
        r"(?:in this article|topics?|tags?|filed (?:under|in)|categor(?:y|ies)|keywords|posted in|tagged(?: with)?"
        r"|(?:read|find|see)? ?more (?:on|about)|mehr)\s*:\s*.{1,300}",
    ),
    "boilerplate": (
        r"https?://\S+|www\.\S+|\W*#\w+(?:\s+#\w+)*\W*|\d{4}-\d\d-\d\dT[\d:.+Z-]+|true|false|null|undefined|\d+"
        r"|loading\W*|(?:www\.)?[\w-]+(?:\.[\w-]+)?\.(?:com|org|net|info|co\.[a-z]{2})",
        r"\[/?\w+(?: [^\]]*=[^\]]*)?\].{0,200}|request reprint.{0,120}|report (?:an? )?(?:issue|error|typo).{0,40}",
        r"something went wrong.{0,80}|an error (?:has )?occurred.{0,80}|error loading.{0,80}",
    ),
}

NOTICES: dict[str, tuple[str, ...]] = {
    "promo": (
        r"(?:read(?: more| also| next| this| now| on)?|see also|also (?:read|see|on .{2,30})|don['’]t miss"
        r"|must[- ]reads?"
        rf"|related(?: {_STORIES})?|more(?: (?:on|from|here|{_STORIES}))?|watch(?: (?:also|more|next|now|below))?"
        r"|recommended(?: (?:reading|stories|for you))?|up next|you may also like|click here|full (?:story|article))"
        r"\s*(?::|[–—|»›>→]|\s-\s)\s*\S.{0,200}",
        r"(?:also )?on [\w-]+\.(?:com|org|net|co\.[a-z]{2}|[a-z]{2}):?\s.{0,250}|also\s*:\s*\S.{0,200}",
        rf"\[(?:related|read more|see also|also|more|watch)(?: {_STORIES})?\b.{{0,250}}\]",
        r"(?:click|tap|swipe) (?:here|through|below|on the|for)\b.{0,160}",
        r"for more (?:information|details|news|stories|on|from|about|coverage)\b.{0,120}\b(?:click|visit|follow"
        r"|go to|see"
        r"|subscribe|check)\b.{0,80}",
    ),
    "caption": (
        rf"(?:(?:main |file |media )?{_PICTURE}(?: (?:by|credit|caption|source|copyright|courtesy(?: of)?))?"
        r"|credits?|caption"
        r"|pictured(?: above)?|source)\s*[:|]\s*.{1,300}",
        r"(?:media|image|video|photo) ?(?:caption|copyright)(?-i:[A-Z]).{0,300}",
        r"(?:media|image|video|photo) (?:caption|copyright|source)\s+.{1,300}|file photo.{0,200}",
        rf".{{0,400}}\((?:[^()]{{0,60}}\b)?(?:{_PICTURE}|credit|file|source)\b ?(?::|by|courtesy|/|via"
        rf"|\|)[^()]{{0,120}}\)\W*",
        rf".{{0,400}}\((?:[^()]{{0,60}}[/ ])?{_HOUSE}(?: ?(?:photo|/|via|file|images)[^()]{{0,60}})?\)",
    ),
    "share": (
        r"(?:like|love|enjoy(?:ed)?) (?:this|the) (?:story|article|post).{0,60}|share (?:this|your) (?:story"
        r"|article|post"
        r"|page|thoughts).{0,60}|link (?:copied|successfully).*|your link was .*",
    ),
    "comments": (
        r"(?:did|have) you (?:make|made|try|tried|cooked|cook|baked|bake) (?:this|it|our|my)\b[^?]{0,40}\?.{0,200}",
        r"(?:what do you think|let us know|do you agree)\b(?=.{0,120}\b(?:comments?|below|tell us|e-?mail)\b).{0,160}",
        r"(?:have your say|tell us what you think|we(?:'|’)re interested in your feedback|share your (?:thoughts|views)"
        r"|leave (?:us )?(?:a |your )(?:comment|reply|thoughts)|join the (?:conversation|discussion|debate)|sound off"
        r"|be the first to (?:comment|know)|log ?in to (?:comment|post|reply)|sign in to comment"
        r"|your email address will not be published)\b.{0,120}",
    ),
    "newsletter": (
        r"(?:sign(?:ing)? ?up|subscribe|register)\b(?=.{0,140}\b(?:newsletters?|inbox|updates?|alerts?|briefings?"
        r"|digest"
        r"|bulletin|mailing list)\b).{0,250}",
        r".{0,60}\b(?:straight|delivered|direct(?:ly)?|sent) (?:(?:right|directly"
        r"|straight) )?(?:in)?to your (?:inbox|e-?mail"
        r"|mailbox).{0,120}",
        r"get (?:the|our|more|breaking|all|your|daily|weekly|free|unlimited)\b(?=.{0,160}\b(?:newsletters?|inbox|alerts"
        r"|briefing|subscription)\b).{0,220}|get .{3,60} delivered (?:to|through|straight)\b.{0,160}",
        r"(?:want|like) more .{0,60}\?.{0,80}(?:newsletter|subscribe|sign up|follow|join).{0,60}|no spam.{0,160}",
        r"if you(?:['’]re| are)? (?:enjoy(?:ed|ing)?|liked?) (?:this|our) (?:article|story|post|newsletter|work)\b"
        r".{0,500}"
        r"|thank(?:s| you) for reading\b(?=.{0,160}\b(?:shar|subscrib)\w+).{0,300}",
        r"unsubscribe.{0,80}|you can (?:also )?(?:un)?subscribe.{0,200}|thank(?:s| you) for (?:signing up"
        r"|subscribing).{0,100}",
        r"(?:join|become) (?:our|the|a|over|more than) .{0,40}(?:mailing list|subscribers|supporter).{0,80}",
        r"download (?:our|the) .{0,40}\bapp\b.{0,80}|support (?:our|independent|quality) journalism.{0,120}",
        r"(?:please )?(?:subscribe|sign in|log ?in|register|join)\b.{0,40}\bto (?:continue|keep|read|unlock"
        r"|access|view|see)\b.{0,120}",
        r"(?:get|enjoy|for) (?:full|unlimited|instant) access\b.{0,160}"
        r"|(?:to )?continue reading(?: this (?:article|story)),? .{0,120}",
        r"this (?:article|story|content) is (?:only )?(?:for|available to|reserved for"
        r"|exclusive to)\b.{0,40}\b(?:subscribers|members)\b.{0,100}",
        r"already a (?:subscriber|member).{0,60}|.{0,60}\bsubscribe to our\b.{0,200}",
        r"by (?:signing up|subscribing|registering|clicking|submitting)\b(?=.{0,200}\b(?:agree|consent|terms|privacy))"
        r".{0,400}",
        r".{0,160}\bnewsletter\b(?=.{0,200}\b(?:sign up|subscribe|inbox)\b).{0,200}",
        r".{0,60}\bopt[- ]in box\b.{0,120}|there was an error .{0,80}"
        r"|(?:keep an eye on|check) your (?:inbox|e-?mail)\b.{0,80}",
    ),
    "affiliate": (
        r".{0,200}\baffiliate (?:links?|commissions?|programs?|disclaimer|disclosure)\b.{0,300}",
        r".{0,200}\b(?:we|us|(?-i:[A-Z])[\w.]+)(?: and our partners)? (?:may|might|can|could"
        r"|will) (?:also )?(?:earn|get|receive)"
        r" (?:us )?(?:an? )?(?:\w+ )?(?:commissions?|share of (?:the |any )?sales?|cut|portion of (?:the "
        r"|any )?sales?)\b.{0,300}",
        r".{0,200}\b(?:buy|purchase)s? (?:\w+ ){0,4}through (?:our|the|this|these) (?:\w+ )?(?:links?|post"
        r"|site)\b.{0,300}",
        r".{0,100}\b(?:we|our \w+|editors) (?:have )?independently (?:selected?|choose|chosen?|reviewed?)\b.{0,300}",
        r".{0,60}\bas an \w+ associate\b.{0,200}",
    ),
    "bio": (
        r"(?:you can |please )?(?:follow|contact|e-?mail|reach|find|write to|tweet(?: at)?"
        rf"|message) {_PERSON}\b.{{0,30}}"
        rf"(?:@\w|\bon (?:{_PLATFORM})\b|\bat {_MAIL}).{{0,150}}",
        rf".{{0,200}}\b(?:reached at|contact|e-?mail|tips? (?:to|at)|write to|follow)\b.{{0,60}}{_MAIL}.{{0,160}}",
    ),
    "contributors": (
        r".{2,200}\bcontributed (?:reporting|research)\b.{0,80}",
        r".{2,200}\bcontributed to (?:this|the) (?:report|story|article|piece|post)\W*",
        r"(?:additional )?reporting by .{2,200}",
    ),
    "legal": (
        r".{0,60}(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4}|by )).{0,300}|.{0,60}all rights reserved.{0,80}",
        r".{0,80}(?:may|must) not be (?:published|reproduced|broadcast|republished|copied|redistributed).{0,250}",
        r"(?:this|a version of this) (?:article|story|post|piece|essay|interview|content|report"
        r"|excerpt)\b.{0,60}\b(?:originally"
        r"|first|previously) (?:appeared|published|ran|posted)\b.{0,200}",
        r"(?:this|a version of this) (?:article|story|post|piece|essay|interview|content|report"
        r"|excerpt)\b.{0,20}\b(?:appear(?:s|ed)"
        r" in print|(?:is|was|has been) (?:re)?published (?:from|by|with|here|under)|is (?:republished"
        r"|syndicated))\b.{0,200}",
        r"(?:originally|first|previously) (?:published|appeared|posted) (?:on|in|at|by)\b.{0,80}",
        r"(?:the )?(?:views|opinions) (?:expressed|stated|and opinions)\b.{0,250}|our standards:.{0,80}"
        r"|disclaimer\W.{0,300}",
        r"terms (?:of (?:use|service)|(?:and|&) conditions).{0,120}|privacy (?:policy|notice|statement|center).{0,120}",
        r"(?:request )?(?:reprints?|permissions?)\b.{0,120}(?:licens|permission|policy).{0,80}",
        r".{0,80}submit (?:a )?correction.{0,80}|content of this site is .{0,100}|this site is protected by .{0,120}",
        r"(?:spotted|see) an? (?:error|typo|mistake).{0,80}|.{0,200}\bare (?:registered )?trademarks of\b.{0,300}",
        r"(?:the )?information (?:(?:provided|contained|published|included|presented) )?(?:on|in|here"
        r"|by)\b(?=.{0,200}\b(?:for (?:general )?"
        r"(?:informational|information|educational)|not (?:be )?(?:construed|intended)|does not constitute)\b).{0,700}",
        r"this story (?:about .{2,120} )?was (?:written|produced|reported) by .{2,80}\b(?:produced|published"
        r"|nonprofit|independent)\b.{0,300}",
        r".{0,300}\bare (?:registered )?trademarks (?:of|owned by)\b.{0,300}",
    ),
    "cookies": (
        r"(?=.{0,200}\bcookies?\b)(?:we (?:and our .{0,40} )?use|this (?:web)?site uses|by (?:continuing|using"
        r"|clicking|accepting)"
        r"|(?:accept|manage|reject|allow)(?: all)?|our (?:web)?site uses|.{0,40}cookie (?:policy|settings"
        r"|preferences|notice"
        r"|consent)).{0,400}",
        r"(?:accept|reject) all|i (?:agree|accept)|manage (?:preferences|settings|options|choices)"
        r"|we value your privacy.{0,200}",
        r"your privacy (?:choices|matters).{0,100}",
    ),
    "boilerplate": (
        r".{0,40}(?:enable|turn on|activate) javascript.{0,200}|javascript (?:is|must be) .{0,160}"
        r"|please wait(?: while.{0,60})?\W*",
        r".{0,80}browser (?:is|does|doesn|version).{0,160}(?:support|upgrad|outdated|javascript).{0,120}",
    ),
}

WALL = (  # what stands where the rest of an article is kept for those who pay
    r"\b(?:subscribe|sign in|sign up|log ?in|register|join|become a member|start your (?:free )?trial)\b.{0,60}"
    r"\bto (?:continue|keep|read|unlock|access|finish|view)\b|\bto (?:continue|keep|finish) reading\b"
    r"|\b(?:for|to|by) (?:paid |paying |premium )?(?:subscribers|members) only\b|\bsubscribers?[- ]only\b"
    r"|\balready a (?:subscriber|member)\b|\bthis (?:article|story|content) is (?:only )?(?:for|available to"
    r"|reserved for|exclusive to)\b"
    r"|\bunlock (?:this|the (?:full|rest))\b|\bget unlimited access\b"
)

AUTHOR = (  # a sentence about who wrote something; furniture only at the end of a story, elsewhere it may be the story
    r"(?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z(])[\w.’')-]+){1,3},? (?:is|was|has been|covers|writes|reports|joined"
    r"|works)\b(?=.{0,120}"
    r"\b(?:reporter|writer|editor|journalist|correspondent|columnist|author|contributor|blogger|curator"
    r"|freelance\w*|critic"
    r"|producer|newsroom)\b).{0,400}"
    r"|I(?:['’]m| am) an? (?=.{0,120}\b(?:reporter|writer|editor|journalist|columnist|author|blogger)\b).{0,400}"
)

END = (
    rf"(?:(?:related|recommended|sponsored|featured|similar|popular|other|latest|top|trending)(?: {_STORIES}"
    r"| now| for you)*"
    rf"|recommended by .{{2,30}}|more (?:from|on this|like this)\b.{{0,40}}|(?:more|other|our) .{{0,30}}\b{_STORIES}"
    r"|about (?:the authors?|(?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]+){1,2})"
    r"|you (?:may|might) (?:also )?(?:like|be interested)\b.{0,40}|(?:read|up) next"
    r"|what to read next"
    r"|(?:leave a |post a |add a |\d+ )?(?:comments?|reply|responses)|join the (?:conversation|discussion)|see also"
    r"|most (?:read|popular|viewed|shared|watched)\b.{0,30}|editors?['’]?s? picks?|share this(?: (?:story"
    r"|article|post|page))?"
    r"|follow us|from around the web|(?:in )?other news|don['’]t miss|further reading|(?:next"
    r"|previous) (?:article|story|post)"
    r")\W*"
)

CORRECTION = (  # what an editor says was wrong, or was changed
    r"\W*(?:(?:editor['’]?s?['’]? note|corrections?|clarifications?|amendment|erratum"
    r"|update)\b[^:.–—]{0,40}[:.–—] ?(?=.{0,300}"
    r"\b(?:earlier|previous(?:ly)?|original(?:ly)?|incorrect(?:ly)?|wrong(?:ly)?|misstat\w+|misspel\w+"
    r"|misidentif\w+|mistaken\w*"
    r"|error|amended|corrected|clarified|updated to|we (?:regret|apologi[sz]e))\b)"
    r"|(?:an (?:earlier|previous)|a previous|the original|earlier) versions? of (?:this|the) (?:article|story"
    r"|post|report|page|headline)"
    r"|(?:this|the) (?:article|story|post|report|piece|headline|page) (?:was|has been|is) (?:\w+ )?(?:amended"
    r"|corrected|clarified"
    r"|updated (?:on \w[^.]{3,40} )?to (?:correct|clarify|reflect|fix)))"
)

COMMENTS = (  # what heads the comments, and not merely a button that leads to them
    r"(?:\d[\d,]*|one|no) (?:responses?|repl(?:y|ies)|comments?|thoughts?)(?: (?:to|on|for|so far)\b.*|\W*)"
    r"|(?:leave|post|write|add) (?:a |your )?(?:reply|comment|response)s?.{0,30}"
    r"|join the (?:conversation|discussion).{0,40}|view the discussion thread\W*"
    r"|(?:reader |user |top |latest )?comments?(?: section)?(?: \(\d+\))?\W*|[\w.'’ -]{2,40} says:"
    rf"|[^.!?]{{2,60}} on {_DATE}(?: at {_CLOCK})?,? (?:says|said|wrote|commented):?"
)

_SHOWS = (  # what people and things in pictures do
    r"(?:speak|walk|ride|pose|look|arrive|celebrate|wave|stand|sit|hold|carr(?:y|ie)|attend|address(?:e)?|gesture|react"
    r"|leave|put|lie|pass(?:e)?|run|jump|smile|perform|wear|play|work|participate|take|watch(?:e)?|pray|gather|embrace"
    r"|hug|kiss(?:e)?|shake|listen|appear|swim|fl(?:y|ie)|drive|prepare|protest|march|enter|greet|point|show|display"
    r"|line|pack|fill|wait|surround|survive)s?"
)
_FULL_DATE = rf"(?:(?i:{_DAY}),? )?(?:(?i:{_MONTH}),? \d{{1,2}}|\d{{1,2}} (?i:{_MONTH})),? \d{{4}}"

DESCRIPTIONS: tuple[str, ...] = (  # case counts
    # "Fans wait outside the hall in Orm, Tuesday, March 3, 2026."
    rf"^(?!.*\b(?:said|told|was|were|had)\b)(?=.* (?:{_SHOWS}|is|are|pictured|seen|shown)\b).*\b{_FULL_DATE}",
    # "In this photo dated March 3, 2026, fans ..."; "This undated file photo shows ..."
    rf"^(?:In )?(?:[Tt]his|An?) (?:(?:{_FULL_DATE}|undated|combination|handout|still)\b.{{0,40}})?,? ?(?:file )?"
    r"(?:photo(?:graph)?|image|picture|video grab)\b.{0,120}\b(?:shows?|dated|provided|released|taken|made|from)\b",
    # "Ann Lee, left, greets Bo Ruiz"
    rf"^[^.!?]{{0,200}}[ ,(](?:pictured|left|right|cent(?:er|re))[,)] [^.!?]{{0,200}}\b{_SHOWS}(?<=s)\b",
    r"\[\+\]|\bIMAGE:|©|(?:Image|Photo|Picture) (?:[Cc]redit|via|courtesy)\b|Photo(?:graph)?(?: by)?:|Source: Supplied",
    rf"[a-z]\.? ?{_HOUSE}\W*$",
)
