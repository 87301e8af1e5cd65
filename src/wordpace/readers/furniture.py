"""Lines that belong to the site and not to the story, known by their wording alone, whatever the kind of source.

Every rule looks at a whole line and wants it to be nothing but furniture: "Share" is a button, "Share prices fell" is
news. Rules are generic English of the trade; none names a site.
"""

from __future__ import annotations

import re

LONGEST = 60  # words; a longer line is prose, except for the notices below

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_CLOCK = (
    r"\d{1,2}(?:[:.h]\d{2}){0,2} ?(?:[ap]\.? ?m\.?)?(?: ?\(?(?:[a-z]{1,2}[sd]?t|utc|gmt|amt|cet"
    r"|local time)\)?)?(?: ?[+-]\d\d:?\d\d)?"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? ?{_MONTH},? ?(?:\d{{4}}|'?\d\d)?|{_MONTH} \d{{1,2}}(?:st|nd|rd"
    rf"|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|{_MONTH} \d{{4}}|{_DAY}|today|yesterday)"
)
_AGO = r"(?:an?|\d+) (?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?)(?: ago)"
_WHEN_WORD = (
    r"(?:first |last |originally |article |post |story |date )*(?:published|posted|updated?|modified|created|added"
    r"|revised|filed|on|at|by|as of|the|and|first|last|in)"
)
_PLATFORM = (
    r"(?:face ?book|twitter|x|linked ?in|whats ?app|pinterest|reddit|e-?mail|mail|print|google ?\+?|flipboard|tumblr"
    r"|telegram|messenger|sms|copy(?: the| this)? ?(?:link|url)?|link|instagram|you ?tube|rss|pocket|line|threads"
    r"|bluesky"
    r"|mastodon|tik ?tok|snapchat|vk|digg|weibo|url|embed|bookmark(?: it)?|stumble(?:upon)?|more|save|tweet"
    r"|pin(?: it)?|like|fark)"
)
_CREDIT_HOUSE = (
    r"\b(?:getty(?: images)?|afp|ap|reuters|associated press|shutterstock|alamy|epa|pa(?: media| wire| images)?"
    r"|istock(?:photo)?"
    r"|bloomberg|rex(?: features)?|unsplash|pexels|wikimedia(?: commons)?|flickr|adobe stock|zuma(?: press)?"
    r"|splash news|imago|upi|xinhua|tass)\b"
)

_RULES: tuple[tuple[str, str], ...] = (
    ("date", rf"(?>[\s|,·•–—/:()-]|\b(?:{_WHEN_WORD}|{_AGO}|{_DATE}|{_CLOCK}|{_DAY})(?!\w))++"),
    (
        "date",
        rf"(?:[^.]{{0,40}} )?(?:first |last |originally )?(?:published|posted|updated|modified)(?: on| at"
        rf"|:)* ?(?:{_DAY},? )?{_DATE}.{{0,60}}",
    ),
    ("date", rf"(?:{_CLOCK},? )?{_DATE}(?:,? {_CLOCK})? (?:by|\|) [\w.'’ -]{{3,40}}"),
    ("date", r"(?:an? |about |approx\.? )?\d+ ?[- ]?(?:min(?:ute)?s?)(?:[- ](?:read|listen|watch))?(?: time)?\.?"),
    ("date", r"(?:estimated )?(?:read(?:ing)?|listening) time:? .{0,20}"),
    (
        "date",
        r"(?:(?:first |last |originally )?(?:published|posted|updated|modified))(?: (?:on"
        r"|at))?:? .{0,25}\d{4}.{0,40}",
    ),
    (
        "player",
        r"listen(?: now)?(?: to (?:this |the )?(?:article|story|post|page|podcast|episode|audio).*)?(?: \d+.*)?",
    ),
    (
        "player",
        r"(?:select|choose|pick|change)(?: an?| your| the)? (?:listening |playback |reading |narration )?(?:voice"
        r"|speed|narrator|pace).*",
    ),
    ("player", r"(?:[\d.,]+ ?[x×],? ?)?\d+ ?(?:wpm|words per minute)(?: \([^)]*\))?"),
    ("player", r"(?:(?:slow|average|normal|fast|faster|slower)[\s,|/·]*){2,}|[\d.]+ ?[x×](?:[\s,|/]+[\d.]+ ?[x×])*"),
    (
        "player",
        r"(?:get|read) through articles .{1,20}faster.*|powered by .{2,40}(?:audio|voice|speech|speechify|labs?)",
    ),
    (
        "player",
        r"(?:play|pause|resume|mute|unmute|replay|rewind|fullscreen|full screen|exit full ?screen|skip (?:ad|back"
        r"|forward)|closed captions|subtitles|settings|previous|next|close|loading|autoplay|video quality"
        r"|captions not available|volume|enlarge(?: image)?|expand|toggle caption|hide caption|play (?:video|audio"
        r"|this video|now)|watch(?: now| the video| video)?|up next|thumbnails?|transcript|audio player"
        r"|video player|media playback is.*|(?:your|this) (?:video|browser|device) (?:will|does|is|may) .*"
        r"|view (?:this|full|larger) (?:image|size|version).*|(?:back|forward|skip) \d+ ?s(?:ec(?:ond)?s?)?"
        r"|(?:\d+:)?\d+:\d\d(?: ?/ ?(?:\d+:)?\d+:\d\d)?|(?:image |photo |slide )?\d+ (?:of|/) \d+|video"
        r"|audio)[\s›»>▶.]*",
    ),
    (
        "advert",
        r"\W*(?:(?:this is an? )?advert(?:isement|ising|orial)?s?|sponsored(?: content| post| links?)?|ad"
        r"|promoted(?: content)?|paid (?:post|content|partnership)|continue reading below"
        r"|scroll (?:down )?to continue.*|(?:story|article) continues (?:below|after|under).*|(?:keep"
        r"|continue) reading(?: below| the main story)?|advertisement[ -–—]+.*|supported by|ads by .{2,30}"
        r"|powered by .{2,40}|skip ad(?:vert(?:isement)?)?|report (?:this )?ad|remove ads"
        r"|why (?:am i seeing )?this ad\??|recommended by .{2,30}|from around the web)\W*",
    ),
    (
        "share",
        r"(?:share|tweet|e-?mail|print|save|send|pin|post|follow)(?> (?:this|the|us|our|your|on|via|with|to|by"
        rf"|article|story|post|page|link|friends?|a|an|{_PLATFORM})(?!\w))*+[\s:.!›]*",
    ),
    ("share", rf"(?>\b(?:{_PLATFORM}|shares?|on|via|\d[\d.,]*[km]?)(?!\w)|[\s|,·•/+:])++"),
    (
        "share",
        r"(?:[\d.,]+[km]? ?)?(?:shares?|views?|likes?|followers?|reactions?|retweets?|claps?)|all share services"
        r"|(?:like|love|enjoy(?:ed)?) (?:this|the) (?:story|article|post).{0,60}|share (?:this|your) .{0,60}"
        r"|click to (?:share|email|print|tweet).*|(?:follow|like|find|join) (?:us|me|him|her|them|@\w+)\b.{0,80}"
        r"|link (?:copied|successfully).*|your link was .*|get short url|copy(?: the)? (?:link|url).*"
        r"|about sharing",
    ),
    (
        "comments",
        r"(?:(?:view|show|see|read|hide|load|add|post|leave|write|join|all|more)(?: (?:the|a|an|all|more|your"
        r"|\d+))* (?:comments?|conversation|discussion|repl(?:y|ies)|response)|(?:no |\d[\d,]* )?(?:comments?"
        r"|repl(?:y|ies)|responses?)(?: \d+)?|comments? (?:are|section|\(\d+\)).{0,60}|(?:what do you think"
        r"|have your say|tell us what you think|let us know|we('|’)re interested in your feedback|do you agree"
        r"|leave (?:us )?(?:a |your )?(?:comment|reply|thought)s?|join the (?:conversation|discussion|debate)"
        r"|share your (?:thoughts|views|experience)|sound off|be the first to (?:comment|know)"
        r"|log ?in to (?:comment|post|reply)|sign in to comment"
        r"|your email address will not be published)\b.{0,120})[\s:.!?]*",
    ),
    (
        "newsletter",
        r"(?:(?:sign(?:ing)? ?up|subscribe|register)\b(?=.{0,140}\b(?:newsletters?|inbox|updates?|alerts?"
        r"|briefings?|digest|bulletin|mailing list)\b).{0,250}|sign ?up|subscribe(?: now| today)?|subscribed?"
        r"|.{0,60}\b(?:straight|delivered|direct(?:ly)?|sent) (?:right |directly "
        r"|straight )?(?:in)?to your (?:inbox|email|mailbox).{0,120}|get (?:the|our|more|breaking|all|your|daily"
        r"|weekly|free|unlimited)\b(?=.{0,160}\b(?:newsletters?|inbox|alerts|e-?mails?|briefing|subscription"
        r"|app)\b).{0,220}|(?:want|like) more .{0,60}\?.{0,80}(?:newsletter|subscribe|sign up|follow|join).{0,60}"
        r"|.{0,40}\bnewsletters?|(?:enter )?your e-?mail(?: address)?|e-?mail address|no spam.{0,160}"
        r"|unsubscribe.{0,80}|you can (?:also )?(?:un)?subscribe.{0,200}|thank(?:s| you) for (?:signing up"
        r"|subscribing).{0,100}|(?:join|become) (?:our|the|a|over|more than) .{0,40}(?:mailing list|subscribers"
        r"|members?|supporter).{0,80}|download (?:our|the) .{0,40}\bapp\b.{0,80}|update your preferences\W*"
        r"|support (?:our|independent|quality) journalism.{0,120}|already a (?:subscriber"
        r"|member).{0,60})[\s.!:»›]*",
    ),
    (
        "promo",
        r"(?:read(?: more| also| next| on| this| the full .{1,40})?|see also|also (?:read|see)"
        r"|related(?: .{0,30})?|more(?: on this| like this| stories| news| from .{2,40}| on .{2,60}| in .{2,30}"
        r"| about .{2,60})?|(?:you )?(?:may|might) (?:also )?like|(?:recommended|suggested|trending|popular|latest"
        r"|top|most (?:read|popular|viewed|shared|watched)|other|featured|similar|more"
        r"|editors?['’]?s?)(?: (?:for you|now|stories|news|articles?|posts?|videos?|reading|picks?|today|this week"
        r"|stories? now|links?|topics?|content|headlines))+|don['’]t miss|up next|next up|next (?:article|story"
        r"|post)|previous (?:article|story|post)|in other news|in case you missed it.{0,30}|further reading"
        r"|what to read next|from our partners|you may be interested in|around the web|from the web"
        r"|elsewhere on .{2,30}|about this content|click here(?: (?:for|to) .{0,80})?|learn more|find out more"
        r"|full (?:story|article|coverage)|continue reading.{0,40}|show more|load more|view (?:all|more|gallery"
        r"|slideshow|photos).{0,30}|see (?:more|all)(?: .{0,40})?|watch (?:also|more|next|live).{0,60}|(?:back to"
        r"|return to|go to) .{0,30}|sponsored stories|stories you may.{0,60}|exclusive|breaking(?: news)?"
        r"|live(?: updates)?|must read|opinion|analysis|premium|subscriber(?:s)? only|featured slide ?shows?"
        r"|recent slide ?shows?|check out (?:more|our|the latest) .{0,80})[\s:.…›»>→!▸▾]*",
    ),
    (
        "promo",
        r"(?:read(?: more| also| next| this| now| on)?|see also|also (?:read|see|on .{2,30})"
        r"|related(?: (?:stor(?:y|ies)|articles?|posts?|news|content|reading|coverage|links?|topics?))?"
        r"|more(?: (?:on|from|news|stories|here))?|don['’]t miss|must[- ]reads?|watch(?: (?:also|more|next|now"
        r"|below))?|recommended(?: (?:reading|stories|for you))?|in pictures|gallery|photos|video|listen|podcast"
        r"|explained|explainer|background|opinion|up next|you may also like|exclusive|next|click here|just in"
        r"|trending|for more|previously|full (?:story|article|coverage))\s*(?::|[–—|»›>→]|\s-\s)\s*\S.{0,200}",
    ),
    (
        "promo",
        r"(?:click|tap|swipe|scroll) (?:here|through|below|on|the|down|for)\b.{0,160}|(?:for|to (?:read|see"
        r"|get)) (?:more|the (?:latest|full|rest))\b.{0,120}\b(?:click|visit|follow|head|go|see|subscribe"
        r"|check)\b.{0,80}|(?:read|see|watch|check out|find|view|explore) (?:more|our|all|the (?:full|rest|latest"
        r"|original|entire))\b.{0,100}(?:\bhere\b|»|›|→|>).{0,10}",
    ),
    (
        "caption",
        r"(?:image|images|photo|photos|photograph|photographs|picture|pictures|pic|file photo|file|video"
        r"|illustration|graphic|credit|credits|media caption|image caption|image source|image copyright"
        r"|photo(?:graph)? by|photo credit|image credit|main image|caption|above|pictured(?: above)?|source"
        rf"|photo courtesy|courtesy|composite|screenshot|screengrab)\s*(?::|\|)\s*.{{1,300}}|(?:media|image|video"
        rf"|photo) (?:caption|copyright|source)\s+.{{1,300}}|(?:photo(?:graph)?|picture|image|illustration)s? (?:by"
        rf"|courtesy(?: of)?|from|via|credit)\b.{{1,120}}|courtesy(?: of)? .{{1,60}}|file photo.{{0,200}}",
    ),
    (
        "promo",
        r"\((?:graphic|video|photos?|gallery|chart|interactive|infographic|slideshow|related|read|see|watch|listen"
        r"|click)\b[^()]{0,200}\)",
    ),
    (
        "caption",
        rf".{{0,400}}\((?:[^()]{{0,60}}\b)?(?:photo(?:s|graph)?|image|credit|picture|pic|file|video|illustration"
        rf"|screenshot|source)s?\b ?(?::|by|courtesy|/|via|\|)[^()]{{0,120}}\)\W*",
    ),
    (
        "caption",
        rf".{{0,400}}\((?:[^()]{{0,60}}[/ ])?{_CREDIT_HOUSE}(?: ?(?:photo|/|via|file|images)[^()]{{0,60}})?\)",
    ),
    (
        "caption",
        rf"(?:[\w.'’ -]{{0,50}}(?:/|via|,|\||-|—|\s)\s*)?{_CREDIT_HOUSE}(?:\s*(?:/|via|,|\||-"
        rf"|—)\s*[\w.'’ -]{{0,40}})*|.{{0,300}}\b(?:photo(?:graph)?|picture|image|credit|illustration)s?: .{{2,80}}"
        rf"|.{{3,300}}[a-z][.!?”\"] (?:photo|credit|{_CREDIT_HOUSE})[^.]{{0,60}}|submitted photos?"
        rf"|[\w.'’ -]{{2,50}} (?:submitted|file|courtesy) photos?|(?:stock|handout|undated|file) (?:photo|image"
        r"|picture)s?",
    ),
    (
        "affiliate",
        r".{0,200}\b(?:affiliate (?:links?|commission|program)|(?:may |can |might |could )?(?:earn|get|receive"
        r"|make)s? (?:us )?(?:an? )?(?:\w+ )?(?:commissions?|share of (?:the |any )?sales?|cut|portion of (?:the "
        r"|any )?sales?)|(?:buy|purchase)s? (?:\w+ ){0,4}through (?:our|the|this|these|a)\b (?:\w+ )?(?:links?"
        r"|post|site)|independently (?:selected|chosen|reviewed)|as an amazon associate)\b.{0,300}",
    ),
    (
        "bio",
        r"(?:(?:you can |please )?(?:follow|contact|email|e-?mail|reach|find|write to|tweet(?: at)?"
        r"|message) (?:(?:him|her|them|me|us|the (?:author|writer|reporter)"
        r"|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3})\b).{0,30}(?:@|\bon (?:twitter|x|linkedin|instagram|facebook"
        r"|threads|bluesky)\b|\bat\b|e-?mail).{0,150}|(?:view|more|all|see)(?: (?:all|more|other))* (?:author"
        r"|posts|articles|stories)? ?(?:archive|profile|by (?:this )?author|by [A-Z].{2,40})|e-?mail the (?:author"
        r"|reporter)|about the (?:author|writer|reporter)s?|get author rss feed|[\w.+-]+@[\w-]+\.[\w.]+|@\w{2,20}"
        r"|[\w.+-]+@[\w-]+\.[\w.]+[\s,|·]+@\w{2,20}|(?:e-?mail|contact|tel|telephone|phone|twitter|web"
        r"|website)\s*:\s*\S+(?: \S+)?)",
    ),
    (
        "bio",
        r"[A-Z][\w.’'-]+(?: [A-Z(][\w.’')-]+){1,3},? (?:is|was|has been|covers|writes|reports|joined|serves"
        r"|works)\b(?: (?:an?|the|on|about|for|as|at|in))? (?=.{0,120}\b(?:reporter|writer|editor|journalist"
        r"|correspondent|columnist|author|contributor|blogger|curator|freelance\w*|staff|intern|critic|professor"
        r"|producer|fellow|covering|based in|newsroom)\b).{0,400}",
    ),
    (
        "bio",
        r".{0,200}\b(?:reached at|contact|e-?mail|tips? (?:to|at)|write to"
        r"|follow)\b.{0,60}[\w.+-]+@[\w-]+\.\w+.{0,160}",
    ),
    ("credit", r"[—–-]+ ?.{1,60}\(@\w+\).{0,40}"),
    ("boilerplate", r"\[/?\w+(?: [^\]]*=[^\]]*)?\].{0,200}"),
    ("newsletter", r"get .{3,60} delivered .{0,200}"),
    (
        "contributors",
        r"(?:additional |with |original )?(?:reporting|writing|editing|research|production|graphics?|compiled"
        r"|contributions?)(?: by|:| from| contributed).{2,300}|.{2,200}\bcontributed (?:to|reporting"
        r"|research)\b.{0,80}|with (?:post|wires?|agency|agencies|additional|reporting|inputs?|files)\b.{0,80}"
        r"|(?:reporting|written|edited|reported|compiled) by .{2,200}|with .{2,60} (?:wires|wire services"
        r"|agencies)",
    ),
    (
        "legal",
        r"(?:.{0,60}(?:©|\(c\)|copyright|all rights reserved)(?=.{0,80}(?:\d{4}|reserved|inc|ltd|llc|media|press"
        r"|network)).{0,300}|all rights reserved.{0,80}|.{0,80}(?:may|must) not be (?:published|reproduced"
        r"|broadcast|republished|copied|redistributed).{0,250}|(?:this|a version of this) (?:article|story|post"
        r"|piece|essay|interview|content|report|excerpt)\b.{0,60}\b(?:originally|first|previously"
        r"|also)? ?(?:appeared|appears|published|ran|was published|posted|republished|reprinted|licensed"
        r"|syndicated)\b.{0,200}|(?:originally|first|previously) (?:published|appeared|posted) (?:on|in|at"
        r"|by)\b.{0,120}|(?:the )?(?:views|opinions) (?:expressed|stated|and opinions).{0,250}|terms (?:of (?:use"
        r"|service)|and conditions|& conditions).{0,120}|privacy (?:policy|notice|statement|center).{0,120}"
        r"|our standards:.{0,80}|(?:request )?(?:reprints?|permissions?)\b.{0,120}(?:licens|permission"
        r"|policy).{0,80}|.{0,80}submit (?:a )?correction.{0,80}|disclaimer\W.{0,300}"
        r"|content of this site is .{0,100}|this site is protected by .{0,120}|see (?:something|a typo).{0,80}"
        r"|(?:report|spotted) an? (?:error|typo|mistake|issue|problem).{0,80}|report issue)",
    ),
    (
        "cookies",
        r"(?=.{0,200}\bcookies?\b)(?:we (?:and our .{0,40} )?use|this (?:web)?site uses|by (?:continuing|using"
        r"|clicking|accepting)|(?:accept|manage|reject|allow)(?: all)?|our (?:web)?site uses"
        r"|.{0,40}cookie (?:policy|settings|preferences|notice|consent)).{0,400}|accept(?: all)?|reject all"
        r"|i (?:agree|accept)|manage (?:preferences|settings|options|choices)|we value your privacy.{0,200}"
        r"|your privacy (?:choices|matters).{0,100}",
    ),
    (
        "navigation",
        r"(?:skip to|jump to|go to) (?:main |the )?(?:content|navigation|main|section|top|search|footer|article"
        r"|comments).{0,30}|(?:in this article|on this page|table of contents|contents|topics?|tags?|filed under"
        r"|filed in|categor(?:y|ies)|keywords|posted in|tagged(?: with)?|explore more|more about"
        r"|from the section .{2,40}|section|home|menu|search|sections|sign in|log ?in|log ?out|register|my account"
        r"|subscribe now to .{2,60}|contact us|about us|advertise|archives?|mehr)\s*:?|(?:in this article|topics?"
        r"|tags?|filed under|filed in|categor(?:y|ies)|keywords|posted in|tagged(?: with)?|read more on|more about"
        r"|more on|find more|mehr|see more on)\s*:\s*.{1,300}|back to top|top of page",
    ),
    (
        "boilerplate",
        r"(?:.{0,20}(?:enable|turn on|activate) javascript.{0,200}|javascript (?:is|must be) .{0,160}"
        r"|please wait.{0,60}|loading\W*|https?://\S+|www\.\S+|\W*#\w+(?:\s+#\w+)*\W*|\d{4}-\d\d-\d\dT[\d:.+Z-]+"
        r"|error loading.{0,80}|something went wrong.{0,80}|an error (?:has )?occurred.{0,80}|.{0,80}browser (?:is"
        r"|does|doesn|version).{0,160}(?:support|upgrad|outdated|javascript).{0,120}|true|false|null|undefined"
        r"|\d+)",
    ),
)
_COMPILED = tuple(
    (reason, re.compile(rf"(?:{pattern})", re.IGNORECASE | re.DOTALL if reason != "bio" else re.DOTALL))
    for reason, pattern in _RULES
)
_LONG = {"legal", "affiliate", "cookies", "caption", "bio", "newsletter", "contributors"}

END = re.compile(
    r"(?:about the authors?|related (?:stories|articles|posts|content|news|topics|coverage|links|reading)|"
    r"more (?:from|on this|stories|news|like this|articles)\b.{0,40}|(?:more|other|our) .{0,30}\b(?:stories|articles"
    r"|coverage|posts)|you (?:may|might) (?:also )?(?:like|be interested)\b.{0,40}|"
    r"(?:read|up) next|what to read next|recommended(?: (?:for you|stories|reading|articles|by .{2,30}))?|"
    r"(?:leave a |post a |add a |\d+ )?(?:comments?|reply|responses)|join the (?:conversation|discussion)|"
    r"most (?:read|popular|viewed|shared|watched)\b.{0,30}|trending(?: now| stories)?|top stories(?: .{0,20})?"
    r"|latest (?:news|stories|articles|posts|headlines)|"
    r"popular (?:stories|posts|articles)|editor['’]?s['’]? picks?|see also|share this(?: (?:story|article|post"
    r"|page))?|"
    r"follow us|sponsored (?:stories|content|links)|from around the web|other stories|featured (?:stories|articles"
    r"|posts)|similar (?:posts|articles|stories)|"
    r"(?:in )?other news|don['’]t miss|further reading|next (?:article|story|post)|previous (?:article|story|post))\W*",
    re.IGNORECASE,
)


def reason_of(line: str) -> str | None:
    """Why a line is furniture ("date", "share", "promo", ...), None where its wording does not say so."""
    line = line.strip().replace("\u00a0", " ")
    words = line.count(" ") + 1
    if words > 2 * LONGEST:
        return None
    for reason, pattern in _COMPILED:
        if (words <= LONGEST or reason in _LONG) and pattern.fullmatch(line):
            return reason
    return None


def ends_the_article(line: str) -> bool:
    """Whether a line heads what comes after an article: other stories, comments, the author's life."""
    return END.fullmatch(line.strip()) is not None
