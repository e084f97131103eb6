"""How answers in the six languages write the letter of an option: what declares it, calls it, praises it."""

import re

_BEFORE = r"(?<![A-Za-z0-9'\u0400-\u04ff])"
_AFTER = r"(?![A-Za-z0-9\u0400-\u04ff]|'[A-Za-z]|-[A-Za-z]{2})"
_LETTER = rf"{_BEFORE}([A-HJ]|I(?!\s+[a-z])){_AFTER}"  # not "I" as in "I think"
_LOWER = rf"{_BEFORE}([a-j]){_AFTER}(?!\s+[A-Za-z\u0400-\u04ff])"
_FILLING_WORDS = (
    "is|are|was|would|should|must|be|the|option|choice|letter|correct|right|best|final|answer|this|that|question|"
    "to|for|here|most|likely|therefore|thus|text|mathrm|est|sont|la|le|les|l|donc|reponses?|bonnes?|correctes?|es|son|"
    "opcion|letra|correctas?|respuesta|это|вариант|под|буквой|верный"
)
_FILLING = (
    rf"(?:\s|[:=\-(\[{{$<>\"',.]|【|】|(?i:\b(?:{_FILLING_WORDS})\b)"
    r"|选项|選択肢|应该|是|为|為|は|が|应|该|選|选|の)"
)
_STRONG_WORDS = (
    r"answers?|ans|boxed|(?:correct|best)(?=\s*(?:[:=(]|is\b|[a-z]+ is\b|one\b|answer|option|choice))|"
    r"i(?:'d| would|'ll| will)? (?:choose|pick|select|go with|say)|going with|opt(?:ing)? for|"
    r"settl\w+ (?:on|for)|it's|it is|c'est|hence|therefore|thus|so|donc|reponses?|respuestas?|"
    r"opcion correcta|option correcte|por (?:lo )?tanto|entonces"
)
_STRONG_WORD = (
    rf"(?:(?<!incorrect )(?<!wrong )(?i:\b(?:{_STRONG_WORDS})\b)|(?i:\bответ)|答案|正确选项|正解|解答|答え"
    r"|故选|应[选为是]|因此选|所以选|选择(?!肢)|(?<![A-J])选(?!项)|本题选)"
)
_WEAK_WORD = r"(?:(?i:\b(?:option|choice|letter|opcion|reponse|choix)\b)|(?i:\bвариант)|选项|選択肢)"

DECLARED = re.compile(rf"{_STRONG_WORD}{_FILLING}{{0,14}}?(?:{_LETTER}|{_LOWER})")
"""A letter that is declared to be the answer: "the right answer is B"."""
DECLARED_FALSE = re.compile(
    r"(?:(?i:\b(?:false|incorrect|wrong|fausse|inexacte|incorrecta|falsa|неверн\w+)\b)|错误|不正确|誤っているの|誤り)"
    r"(?:的|选项|说法|(?i: (?:statement|option|one|answer|proposition|reponse|opcion|respuesta|ответ))){0,2}"
    rf"{_FILLING}{{1,8}}?{_LETTER}"
)
"""A letter that is declared to be the false one: "the false statement is D"."""
CALLED = re.compile(rf"{_WEAK_WORD}{_FILLING}{{0,6}}?(?:{_LETTER}|{_LOWER})")
"""A letter that is called an option: "option B"."""
PRAISED = re.compile(
    rf"(?<![とや,、])(?<!and )(?<!or )(?<!et )(?<!ou )(?<!y )(?<!o ){_LETTER}"
    r"(?:\s+it is\b|\s+(?:is|est|es)(?: the| la| also| egalement| aussi| bien)?\s+"
    r"(?:correct|right|best|bonne|exacte|juste|vraie?|valide|verdader)"
    r"|\s*(?:の?選択肢|选项|案)?(?:が|も|是|为)?(?:正しい|正解|正确|对的))"
)
"""A letter that is called right: "B is correct"."""
LEADING = re.compile(
    rf"[\s(\[\"'{{<-]*(?:(?:{_LETTER})"
    r"(?=\s*(?:[:)\]\",、;]|\.(?!\s*[a-z])|$|\n|\s-\s|\s+(?:and|et|y|&)\s+[A-J]\b))"
    rf"|{_BEFORE}([a-j])(?=[:)\].](?!\s*[a-z])|[:)\]]\s|\s*$))"
)
"""A letter that an answer begins with."""
# "A" and "À" begin many a sentence, and "vitamin B" is no choice.
BARE = re.compile(
    r"(?<!itamin )(?<!itamine )(?<!itamina )(?<!epatitis )(?<!hepatite )(?<!type )(?<!group )(?<!grade )"
    rf"{_LETTER}"
    r"(?!\s+(?!(?:is|was|and|or|et|ou|y|o|est|es|because|since|but|mais|rather|instead|not|are|sont|и|или|could|can|"
    r"may|might|would|will|should|seems|must|fits|as|so|for|then|vs|has|have|do|does|did|ne|no|не)\b)"
    r"[A-Za-z0-9\u0400-\u04ff])(?!細胞|细胞|リンパ|型|群|系|期)"
)
"""A letter that stands by itself."""
MORE = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))?\s*(?:[,、;/&+-]|(?i:\b(?:and|or|et|ou|y|o|и|или)\b)"
    r"|と|か|または|もしくは|あるいは|および|和|或者?|及び?|,?\s*(?i:and|or)\b){1,2}\s*[(\[]?"
    rf"(?:(?i:option|la|le|choice) )?{_LETTER}|[ \t]*\n\s*{_LETTER}[ \t]{{0,8}}(?=\n|$)"
    rf"|[:.)\]]? {{3,}}{_LETTER}(?=[:.)])"
)
"""The next letter of a list."""
ITEM = re.compile(rf"(?:^|[\n\t;,、]|\b(?:et|and)\b)\s*[(\-]?\s*{_LETTER}\s*[:).]", re.MULTILINE)
"""A letter at the head of an item of a list."""
WALKED = re.compile(
    rf"(?:^|[\n\t]|(?<= {{3}}))[ \-•>(]{{0,8}}(?:(?i:option|choice|opcion|вариант) |选项|選択肢)?{_LETTER}"
    rf"\s*[:).,项][^\n\t]*?(?=[\n\t]| {{3}}{_LETTER}[:.)]|$)"
)
"""A line about one option, in an answer that goes through them."""
RIGHT = re.compile(
    r"(?<!not )(?<!не )\b(?:correct|right|best|true|correct[ae]|exact[ea]?|vrai|verdader[oa]|"
    r"верн\w+|правильн\w+)\b|✓|✅|(?<!不)(?:正确|符合)|正しい|正解",
    re.IGNORECASE,
)
"""What such a line says of the right option."""
WRONG = re.compile(
    r"\b(?:incorrect|wrong|false|not|no|never|faux|fausse|incorrect[ao]|fals[ao]|не|неверн\w+)\b"
    r"|[×✗✘❌]|排除|错误|不|誤|でない|ではない",
    re.IGNORECASE,
)
"""What it says of the others."""
CONTRASTED = re.compile(
    r"\b(?:alors que|tandis que|contrairement a|en revanche|par contre|whereas|while|"
    r"unlike|(?:by|in) contrast|however|en cambio)\b[^.;]*$|(?:一方|相比之下|対して)[^.;]*$",
    re.IGNORECASE,
)
"""What others are set against."""
ALL_BUT = re.compile(
    r"\b(?:all|tous|toutes|todos|todas|все)\b[^.;:]{0,20}\b(?:except|but|sauf|salvo|excepto|кроме)\b", re.I
)
"""What stands before the only options that are not right."""
LETTERS_ONLY = re.compile(r"\W*(?:[A-J]\W+)+[A-J]?\W*")
"""Letters and nothing else."""
RUN = re.compile(r"\W*(?:[A-J]{2,5}|[A-Ja-j](?:(?:\W|\b(?:et|and|y)\b|と){1,6}[A-Ja-j]\b)+)\W*")
"""Several letters and nothing else, where several may be right: "AD", "b et e"."""
RUN_LETTER = re.compile(r"[A-J]|\b[a-j]\b")
"""Each of them."""
