"""The commands of TeX that stand for a sign, an operator or nothing: the frequent ones here, the rest from pylatexenc.

The frequent ones are at hand because a title is drawn in the turn of a key, and importing the library takes longer than
that turn may; they also correct it where a reader is better served (`~` for \\sim, ° for a degree).
"""

from functools import cache

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ "
    "nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ"
)
_SIGNS = (
    "times × cdot · div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ dagger † ddagger ‡ "
    "le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ lt < gt > approx ≈ sim ~ simeq ≃ cong ≅ equiv ≡ propto ∝ "
    "ll ≪ gg ≫ prec ≺ succ ≻ preceq ≼ succeq ≽ lesssim ≲ gtrsim ≳ triangleq ≜ coloneqq ≔ models ⊨ vdash ⊢ asymp ≍ "
    "to → rightarrow → leftarrow ← leftrightarrow ↔ uparrow ↑ downarrow ↓ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ "
    "longrightarrow ⟶ Longrightarrow ⟹ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ rightleftharpoons ⇌ nearrow ↗ searrow ↘ "
    "gets ← implies ⟹ iff ⟺ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ subsetneq ⊊ supset ⊃ supseteq ⊇ cup ∪ cap ∩ "
    "bigcup ⋃ bigcap ⋂ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ nabla ∇ partial ∂ infty ∞ sum ∑ "
    "prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ wedge ∧ land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ top ⊤ bot ⊥ perp ⊥ parallel ∥ mid | "
    "vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ hbar ℏ Re ℜ Im ℑ "
    "aleph ℵ wp ℘ prime ′ angle ∠ triangle △ square □ Box □ blacksquare ■ diamond ⋄ Diamond ◇ checkmark ✓ cmark ✓ xmark ✗ "
    "clubsuit ♣ heartsuit ♥ spadesuit ♠ diamondsuit ♦ sharp ♯ flat ♭ natural ♮ therefore ∴ because ∵ degree ° "
    "ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ colon : backslash \\ lbrace { rbrace } lbrack [ rbrack ] "
    "textgreater > textless < textasciitilde ~ textasciicircum ^ textunderscore _ textbackslash \\ textbar | "
    "texttimes × textdegree ° textmu µ texttrademark ™ textregistered ® copyright © pounds £ euro € textendash – "
    "textemdash — textquoteright ’ textquoteleft ‘ textquotedblleft “ textquotedblright ” textellipsis … textbullet • "
    "textrightarrow → LaTeX LaTeX TeX TeX eg e.g. ie i.e. etc etc. etal et%al. wrt w.r.t. cf cf. vs vs. "
    "quad % qquad % enspace % thinspace % space % nobreakspace % bmod mod mod mod newline %"
)
_LETTERS = "ss ß o ø O Ø l ł L Ł i ı j ȷ ae æ AE Æ oe œ OE Œ aa å AA Å dh ð th þ dj đ"

OPERATORS = frozenset(
    "log ln lg exp max min sup inf lim limsup liminf arg argmax argmin sin cos tan cot sec csc arcsin arccos arctan sinh "
    "cosh tanh coth det dim ker hom deg gcd Pr Var Cov softmax sigmoid ReLU relu softplus tr Tr rank diag sgn sign sech "
    "logit erf poly polylog KL mod bmod".split()
)
"""Printed as their names, apart from what stands beside them."""

DROPPED = frozenset(
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm limits nolimits displaystyle "
    "textstyle scriptstyle nonumber notag noindent allowbreak linebreak xspace hfill hline protect relax null centering "
    "em it bf sc tt rm sf sl itshape bfseries scshape ttfamily rmfamily sffamily slshape upshape normalfont mdseries "
    "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge boldmath unboldmath".split()
)
"""They change how something looks, never what it says; a space after them belongs to them."""

WITHOUT_ARGUMENT_LEFT = frozenset("label vspace hspace phantom hphantom vphantom index thanks".split())
"""Dropped together with their argument."""


def _pairs(table: str) -> dict[str, str]:
    parts = iter(table.split())
    return {name: sign.replace("%", " ") for name, sign in zip(parts, parts, strict=True)}


GREEK = _pairs(_GREEK)
LETTERS = _pairs(_LETTERS)
"""Letters of a text: TeX eats the space after them."""
_FREQUENT = GREEK | _pairs(_SIGNS)
_NOT_SIGNS = frozenset("id i j l o c b d k r t u v H S P cite ref eqref item".split())


def sign(name: str) -> str | None:
    """What the command stands for; None for a command that nobody knows, such as an author's own."""
    return _FREQUENT.get(name) or _rare().get(name)


def load_rare() -> None:
    """Loads the library that a rare command would wait for."""
    _rare()


@cache
def _rare() -> dict[str, str]:
    # Here, because it takes 50 ms and most abstracts hold no such command.
    from pylatexenc.latex2text import get_default_latex_context_db

    known = ((spec.macroname, spec.simplify_repl) for spec in get_default_latex_context_db().iter_macro_specs())
    return {
        name: text
        for name, text in known
        if isinstance(text, str) and len(text) == 1 and not text.isascii() and text.isprintable() and name not in _NOT_SIGNS
    }
