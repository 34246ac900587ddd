"""Citations: one table of what is recognised, one of what is not, and what holds for all of them."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_policyrefs.records.citations import (
    CITATIONS,
    CitationForm,
    citation_rows,
    find_citations,
    looks_us,
    parse_citation,
)
from sphinx_policyrefs.records.citations.forms import name_key
from sphinx_policyrefs.records.dockets import plain

CL = "https://www.courtlistener.com/c/"
GOV = "https://www.govinfo.gov/link/"
FR = "https://www.federalregister.gov/"
ECFR = "https://www.ecfr.gov/current/"
BILL = "https://www.congress.gov/bill/"
CONST = "https://constitution.congress.gov/constitution/"
LII = "https://www.law.cornell.edu/rules/"
FCC = "https://docs.fcc.gov/public/attachments/"
NA = "https://caselaw.nationalarchives.gov.uk/"
EUR = "https://eur-lex.europa.eu/"

# (as written, kind, as shown, address); "" as shown: as written
TABLE = [
    # reporters
    ("604 U.S. 56", "reporter", "", f"{CL}U.S./604/56/"),
    ("604 U. S. 56, 62 (2025) (per curiam)", "reporter", "604 U.S. 56, 62 (2025) (per curiam)", f"{CL}U.S./604/56/"),
    ("604 U.S. ___ (2025)", "reporter", "", None),
    ("604 U.S. —— (2025)", "reporter", "604 U.S. ___ (2025)", None),
    ("145 S.Ct. 57", "reporter", "145 S. Ct. 57", f"{CL}S.%20Ct./145/57/"),
    ("220 L. Ed. 2d 319", "reporter", "", f"{CL}L.%20Ed.%202d/220/319/"),
    ("12 F. 34", "reporter", "", f"{CL}F./12/34/"),
    ("12 F.2d 34", "reporter", "", f"{CL}F.2d/12/34/"),
    ("12 F. 3d 34", "reporter", "12 F.3d 34", f"{CL}F.3d/12/34/"),
    ("122 F.4th 930", "reporter", "", f"{CL}F.4th/122/930/"),
    ("122 F.4th 930 (D.C. Cir. 2024)", "reporter", "", f"{CL}F.4th/122/930/"),
    ("122 F4th 930, 935-36 (2024)", "reporter", "122 F.4th 930, 935–36 (2024)", f"{CL}F.4th/122/930/"),
    ("122\N{NO-BREAK SPACE}F.4th\n930", "reporter", "122 F.4th 930", f"{CL}F.4th/122/930/"),
    ("12 F. App’x 34", "reporter", "", f"{CL}F.%20App%27x/12/34/"),
    ("200 F. Supp. 34", "reporter", "", f"{CL}F.%20Supp./200/34/"),
    ("200 F.Supp.2d 34", "reporter", "200 F. Supp. 2d 34", f"{CL}F.%20Supp.%202d/200/34/"),
    ("507 F. Supp. 3d 92 (D.D.C. 2020)", "reporter", "", f"{CL}F.%20Supp.%203d/507/92/"),
    ("330 B.R. 466", "reporter", "", f"{CL}B.R./330/466/"),
    ("335 F.R.D. 1", "reporter", "", f"{CL}F.R.D./335/1/"),
    ("500 P.3d 12", "reporter", "", f"{CL}P.3d/500/12/"),
    ("2020 WL 1234567", "database", "", None),
    ("2020 WL 1234567, at *3 (D.D.C. Dec. 7, 2020)", "database", "", None),
    ("2020 U.S. Dist. LEXIS 12345", "database", "", None),
    # the Code
    ("50 U.S.C. § 1702(b)", "usc", "", f"{GOV}uscode/50/1702"),
    ("50 U.S.C. 4565", "usc", "50 U.S.C. § 4565", f"{GOV}uscode/50/4565"),
    ("50 USC 1702(b)(1)", "usc", "50 U.S.C. § 1702(b)(1)", f"{GOV}uscode/50/1702"),
    ("50 U.S. Code § 1702", "usc", "50 U.S.C. § 1702", f"{GOV}uscode/50/1702"),
    ("50 U.S.C.A. § 1702", "usc", "", f"{GOV}uscode/50/1702"),
    ("50 U.S.C. sec. 1702", "usc", "50 U.S.C. § 1702", f"{GOV}uscode/50/1702"),
    ("15 U.S.C. 9901 note", "usc", "15 U.S.C. § 9901 note", f"{GOV}uscode/15/9901"),
    ("50 U.S.C. 1701 et seq.", "usc", "50 U.S.C. § 1701 et seq.", f"{GOV}uscode/50/1701"),
    ("15 U.S.C. 6501-6506", "usc", "15 U.S.C. §§ 6501–6506", f"{GOV}uscode/15/6501"),
    ("15 U.S.C. §§ 6501–6506", "usc", "", f"{GOV}uscode/15/6501"),
    ("50 U.S.C. §§ 1701, 1702(b), and 1705", "usc", "", f"{GOV}uscode/50/1701"),
    ("15 U.S.C. § 78dd-1", "usc", "", f"{GOV}uscode/15/78dd-1"),
    ("42 U.S.C. § 300gg-91(a)", "usc", "", f"{GOV}uscode/42/300gg-91"),
    ("50 U.S.C. App. § 2401", "usc", "50 U.S.C. app. § 2401", f"{GOV}uscode/50/2401?type=uscappendix"),
    ("50 U.S.C. ch. 35", "usc", "", None),
    # regulations
    ("15 C.F.R. § 7.4", "cfr", "", f"{ECFR}title-15/section-7.4"),
    ("15 CFR 791.4(b)(2)", "cfr", "15 C.F.R. § 791.4(b)(2)", f"{ECFR}title-15/section-791.4"),
    ("17 C.F.R. § 240.10b-5", "cfr", "", f"{ECFR}title-17/section-240.10b-5"),
    ("31 CFR 800.101-800.802", "cfr", "31 C.F.R. §§ 800.101–800.802", f"{ECFR}title-31/section-800.101"),
    ("15 CFR part 7", "cfr", "15 C.F.R. pt. 7", f"{ECFR}title-15/part-7"),
    ("15 CFR 7", "cfr", "15 C.F.R. pt. 7", f"{ECFR}title-15/part-7"),
    ("31 C.F.R. pts. 800–802", "cfr", "", f"{ECFR}title-31/part-800"),
    ("3 C.F.R. 227 (2013 Comp.)", "cfr", "", None),
    ("85 FR 48637", "fed-reg", "85 Fed. Reg. 48,637", f"{FR}citation/85-FR-48637"),
    ("85 Fed. Reg. 48637", "fed-reg", "85 Fed. Reg. 48,637", f"{FR}citation/85-FR-48637"),
    ("85 Fed. Reg. 48,637, 48,638 (Aug. 11, 2020)", "fed-reg", "", f"{FR}citation/85-FR-48637"),
    ("90 FR 8611", "fed-reg", "90 Fed. Reg. 8611", f"{FR}citation/90-FR-8611"),
    ("FR Doc. 2025-18482", "fr-doc", "", f"{FR}d/2025-18482"),
    ("FR Doc. No. E8-30042", "fr-doc", "FR Doc. E8-30042", f"{FR}d/E8-30042"),
    # laws
    ("Pub. L. 118-50", "public-law", "", f"{GOV}plaw/118/public/50"),
    ("Public Law 118–50", "public-law", "Pub. L. 118-50", f"{GOV}plaw/118/public/50"),
    ("P.L. 118-50", "public-law", "Pub. L. 118-50", f"{GOV}plaw/118/public/50"),
    ("Pub. L. No. 118-50, div. H", "public-law", "", f"{GOV}plaw/118/public/50"),
    ("Pub. L. 117-328, secs. 1-2", "public-law", "", f"{GOV}plaw/117/public/328"),
    ("Pub. L. 105-277, title XIII", "public-law", "", f"{GOV}plaw/105/public/277"),
    ("Pub. L. 95-223, title II", "public-law", "", f"{GOV}statute/95/public/223"),
    ("Pub. L. 103-465", "public-law", "", f"{GOV}statute/103/public/465"),
    ("138 Stat. 955", "statute", "", f"{GOV}plaw/138+stat+955"),
    ("132 Stat. 2174", "statute", "", f"{GOV}statute/132/2174"),
    ("91 Stat 1625", "statute", "91 Stat. 1625", f"{GOV}statute/91/1625"),
    ("112 Stat. 2681-728", "statute", "", f"{GOV}statute/112/2681"),
    # the President
    ("Exec. Order No. 13942", "executive-order", "", f"{FR}executive-order/13942"),
    ("Exec. Order No. 13,942", "executive-order", "", f"{FR}executive-order/13942"),
    ("Executive Order 13942", "executive-order", "Exec. Order No. 13942", f"{FR}executive-order/13942"),
    ("EO 13942", "executive-order", "Exec. Order No. 13942", f"{FR}executive-order/13942"),
    ("E.O. 13,942, § 1(b)", "executive-order", "Exec. Order No. 13,942, § 1(b)", f"{FR}executive-order/13942"),
    ("EO 12890", "executive-order", "Exec. Order No. 12890", f"{FR}executive-order/12890"),
    ("EO 12889", "executive-order", "Exec. Order No. 12889", None),
    ("Exec. Order No. 9577-A", "executive-order", "", None),
    ("Proclamation 10043", "proclamation", "Proclamation No. 10043", f"{GOV}cpd/proclamation/10043"),
    ("Proclamation No. 8343", "proclamation", "", f"{GOV}cpd/proclamation/8343"),
    ("Proclamation No. 8342", "proclamation", "", None),
    # Congress
    ("H.R. 7521, 118th Cong.", "bill", "", f"{BILL}118th-congress/house-bill/7521"),
    ("H.R. 7521, 118th Cong. (2024)", "bill", "", f"{BILL}118th-congress/house-bill/7521"),
    ("H.R. 7521 (118th)", "bill", "H.R. 7521, 118th Cong.", f"{BILL}118th-congress/house-bill/7521"),
    ("HR 7521 (118th Congress)", "bill", "H.R. 7521, 118th Cong.", f"{BILL}118th-congress/house-bill/7521"),
    ("S. 686, 118th Cong.", "bill", "", f"{BILL}118th-congress/senate-bill/686"),
    ("H.J. Res. 1, 103d Cong.", "bill", "", f"{BILL}103rd-congress/house-joint-resolution/1"),
    ("S. Res. 5 (101st)", "bill", "S. Res. 5, 101st Cong.", f"{BILL}101st-congress/senate-resolution/5"),
    ("H. Res. 1051 (112th)", "bill", "H. Res. 1051, 112th Cong.", f"{BILL}112th-congress/house-resolution/1051"),
    ("H.R. 815, division H", "bill", "", None),
    ("H.R. 7521", "bill", "", None),
    ("H. Rept. 118-417", "congressional-paper", "H.R. Rep. No. 118-417", f"{GOV}crpt/118/hrpt/417"),
    ("S. Rep. No. 95-466", "congressional-paper", "", None),
    ("House Document 116-148", "congressional-paper", "H.R. Doc. No. 116-148", f"{GOV}cdoc/116/hdoc/148"),
    ("S. Treaty Doc. No. 112-1", "congressional-paper", "", f"{GOV}cdoc/112/tdoc/1"),
    ("170 Cong. Rec. H1163 (daily ed. Mar. 13, 2024)", "cong-rec", "", f"{GOV}crec/170/h/1163"),
    ("110 Cong. Rec. 1234", "cong-rec", "", None),
    # dockets
    ("24-1113", "docket", "No. 24-1113", None),
    ("No. 24-656", "docket", "", None),
    ("1:20-cv-02658", "docket", "", None),
    ("Case No. 2:24-cv-06535-ODW", "docket", "2:24-cv-06535-ODW", None),
    # the Code: ranges, letters, hyphens, appendix, other editions
    ("47 U.S.C. § 230(c)(1)–(2)", "usc", "", f"{GOV}uscode/47/230"),
    ("42 U.S.C. § 2000e-2(k)(1)(A)(i)", "usc", "", f"{GOV}uscode/42/2000e-2"),
    ("42 U.S.C. §§ 2000e to 2000e-17", "usc", "", f"{GOV}uscode/42/2000e"),
    ("42 U.S.C. §§ 2000e–2000e-17", "usc", "", f"{GOV}uscode/42/2000e"),
    ("42 U.S.C. 2000e-2000e-17", "usc", "42 U.S.C. §§ 2000e–2000e–17", f"{GOV}uscode/42/2000e"),
    ("18 U.S.C. §§ 2510–22", "usc", "", f"{GOV}uscode/18/2510"),
    ("18 U.S.C. §§ 2510-2522", "usc", "", f"{GOV}uscode/18/2510"),
    ("18 USC 2510-22", "usc", "18 U.S.C. §§ 2510–22", f"{GOV}uscode/18/2510"),
    ("15 U.S.C. §§ 78a–78qq", "usc", "", f"{GOV}uscode/15/78a"),
    ("15 U.S.C. §§ 78dd-1 to 78dd-3", "usc", "", f"{GOV}uscode/15/78dd-1"),
    ("15 U.S.C. §§ 78dd-1 to -3", "usc", "", f"{GOV}uscode/15/78dd-1"),
    ("15 U.S.C. §§ 1–7", "usc", "", f"{GOV}uscode/15/1"),
    ("15 U.S.C. § 80a-1", "usc", "", f"{GOV}uscode/15/80a-1"),
    ("15 U.S.C. § 78u-4(b)(2)", "usc", "", f"{GOV}uscode/15/78u-4"),
    ("12 U.S.C. § 1715z-13a", "usc", "", f"{GOV}uscode/12/1715z-13a"),
    ("16 U.S.C. § 460l-6a", "usc", "", f"{GOV}uscode/16/460l-6a"),
    ("42 U.S.C. § 300aa-34", "usc", "", f"{GOV}uscode/42/300aa-34"),
    ("42 U.S.C. § 1396r-8", "usc", "", f"{GOV}uscode/42/1396r-8"),
    ("42 U.S.C. § 1320a-7b(b)", "usc", "", f"{GOV}uscode/42/1320a-7b"),
    ("22 U.S.C. § 2151-1", "usc", "", f"{GOV}uscode/22/2151-1"),
    ("50 U.S.C. § 403-4a", "usc", "", f"{GOV}uscode/50/403-4a"),
    ("26 U.S.C. § 501(c)(3)", "usc", "", f"{GOV}uscode/26/501"),
    ("I.R.C. § 501(c)(3)", "usc", "", f"{GOV}uscode/26/501"),
    ("28 U.S.C. §§ 1331, 1343(a)(3)", "usc", "", f"{GOV}uscode/28/1331"),
    ("28 U.S.C. §§ 1331 & 1367", "usc", "", f"{GOV}uscode/28/1331"),
    ("5 U.S.C. §§ 551–559, 701–706", "usc", "", f"{GOV}uscode/5/551"),
    ("5 U.S.C. § 706(2)(A) (2018)", "usc", "", f"{GOV}uscode/5/706"),
    ("42 U.S.C. § 1983 (2018 & Supp. III 2021)", "usc", "", f"{GOV}uscode/42/1983"),
    ("42 U.S.C. § 1983 (Supp. V 2017)", "usc", "", f"{GOV}uscode/42/1983"),
    ("47 U.S.C.A. § 230 (West 2024)", "usc", "", f"{GOV}uscode/47/230"),
    ("47 U.S.C.S. § 230 (LexisNexis 2024)", "usc", "", f"{GOV}uscode/47/230"),
    ("47 USCA 230", "usc", "47 U.S.C.A. § 230", f"{GOV}uscode/47/230"),
    ("28 U.S.C. § 1 note", "usc", "", f"{GOV}uscode/28/1"),
    ("5 U.S.C. app. § 3", "usc", "", f"{GOV}uscode/5/3?type=uscappendix"),
    ("5 U.S.C. app. 3 § 8G", "usc", "", f"{GOV}uscode/5/8G?type=uscappendix"),
    ("47 U.S.C. ch. 5, subch. II", "usc", "", None),
    ("50 U.S.C. 1701, 1702", "usc", "50 U.S.C. §§ 1701, 1702", f"{GOV}uscode/50/1701"),
    ("18 U.S.C. app. 3 §§ 1–16", "usc", "", f"{GOV}uscode/18/1?type=uscappendix"),
    # the Constitution and the federal rules
    ("U.S. Const. amends. I, XIV", "constitution", "", f"{CONST}amendment-1/"),
    ("U.S. Const. amends. XIII–XV", "constitution", "", f"{CONST}amendment-13/"),
    ("U.S. Const. art. II, §§ 2–3", "constitution", "", f"{CONST}article-2/"),
    ("U.S. Const. amend. I", "constitution", "", f"{CONST}amendment-1/"),
    ("U.S. Const. amend. XIV, § 1", "constitution", "", f"{CONST}amendment-14/"),
    ("U.S. CONST. amend. XIX", "constitution", "", f"{CONST}amendment-19/"),
    ("U.S. Const. art. I, § 8, cl. 3", "constitution", "", f"{CONST}article-1/"),
    ("U.S. Const. art. I, § 9, cls. 2-3", "constitution", "", f"{CONST}article-1/"),
    ("U.S. CONST. art. III", "constitution", "", f"{CONST}article-3/"),
    ("U.S. Const. art. VI, cl. 2", "constitution", "", f"{CONST}article-6/"),
    ("U.S. Const. pmbl.", "constitution", "", f"{CONST}preamble/"),
    ("Mont. Const. art. II, § 10", "constitution", "", None),
    ("Cal. Const. art. I, § 1", "constitution", "", None),
    ("N.Y. CONST. art. I, § 8", "constitution", "", None),
    ("Fed. R. Civ. P. 12(b)(6)", "rule", "", f"{LII}frcp/rule_12"),
    ("FED. R. CIV. P. 12(b)(6)", "rule", "", f"{LII}frcp/rule_12"),
    ("Fed. R. Civ. P. 65", "rule", "", f"{LII}frcp/rule_65"),
    ("FRCP 65(b)", "rule", "Fed. R. Civ. P. 65(b)", f"{LII}frcp/rule_65"),
    ("Fed. R. Civ. P. 5.2", "rule", "", f"{LII}frcp/rule_5.2"),
    ("Fed. R. Crim. P. 41(b)", "rule", "", f"{LII}frcrmp/rule_41"),
    ("Fed. R. App. P. 35(b)(1)(A)", "rule", "", f"{LII}frap/rule_35"),
    ("Fed. R. Evid. 702", "rule", "", f"{LII}fre/rule_702"),
    ("Fed. R. Bankr. P. 7004", "rule", "", f"{LII}frbp/rule_7004"),
    ("Sup. Ct. R. 10", "rule", "", f"{LII}supct/rule_10"),
    ("9th Cir. R. 36-3", "rule", "", None),
    ("RCFC 12(b)(1)", "rule", "", None),
    # regulations: hyphens, letters, parts, ranges, title 41
    ("47 CFR 1.50001", "cfr", "47 C.F.R. § 1.50001", f"{ECFR}title-47/section-1.50001"),
    ("47 C.F.R. § 1.50001", "cfr", "", f"{ECFR}title-47/section-1.50001"),
    ("48 CFR 252.204-7012", "cfr", "48 C.F.R. § 252.204-7012", f"{ECFR}title-48/section-252.204-7012"),
    ("26 C.F.R. § 1.401(k)-1", "cfr", "", f"{ECFR}title-26/section-1.401(k)-1"),
    ("26 C.F.R. § 1.401(k)-1(a)(2)", "cfr", "", f"{ECFR}title-26/section-1.401(k)-1"),
    ("26 C.F.R. § 1.501(c)(3)-1", "cfr", "", f"{ECFR}title-26/section-1.501(c)(3)-1"),
    ("26 C.F.R. § 54.9815-2719", "cfr", "", f"{ECFR}title-26/section-54.9815-2719"),
    ("26 CFR 1.1441-1T", "cfr", "26 C.F.R. § 1.1441-1T", f"{ECFR}title-26/section-1.1441-1T"),
    ("26 C.F.R. § 1.263A-1", "cfr", "", f"{ECFR}title-26/section-1.263A-1"),
    ("Treas. Reg. § 1.401(k)-1", "cfr", "", f"{ECFR}title-26/section-1.401(k)-1"),
    ("17 C.F.R. § 230.144A", "cfr", "", f"{ECFR}title-17/section-230.144A"),
    ("17 C.F.R. § 240.10b-5(b)", "cfr", "", f"{ECFR}title-17/section-240.10b-5"),
    ("17 C.F.R. § 240.10b-5 (2024)", "cfr", "", f"{ECFR}title-17/section-240.10b-5"),
    ("47 C.F.R. § 64.1200(f)(15)", "cfr", "", f"{ECFR}title-47/section-64.1200"),
    ("29 CFR 1910.1200", "cfr", "29 C.F.R. § 1910.1200", f"{ECFR}title-29/section-1910.1200"),
    ("41 C.F.R. § 60-1.4", "cfr", "", f"{ECFR}title-41/section-60-1.4"),
    ("41 CFR 60-741.5(a)", "cfr", "41 C.F.R. § 60-741.5(a)", f"{ECFR}title-41/section-60-741.5"),
    ("41 C.F.R. § 101-6.2101", "cfr", "", f"{ECFR}title-41/section-101-6.2101"),
    ("41 CFR part 60-2", "cfr", "41 C.F.R. pt. 60-2", f"{ECFR}title-41/part-60-2"),
    ("41 C.F.R. pts. 60-1 and 60-2", "cfr", "", f"{ECFR}title-41/part-60-1"),
    ("15 C.F.R. § 7.4(a)–(c)", "cfr", "", f"{ECFR}title-15/section-7.4"),
    ("31 C.F.R. §§ 800.101–800.802", "cfr", "", f"{ECFR}title-31/section-800.101"),
    ("31 C.F.R. §§ 800.101-.802", "cfr", "", f"{ECFR}title-31/section-800.101"),
    ("31 C.F.R. §§ 800.101, 800.213 and 800.401(b)", "cfr", "", f"{ECFR}title-31/section-800.101"),
    ("31 C.F.R. § 800.101 et seq.", "cfr", "", f"{ECFR}title-31/section-800.101"),
    ("26 C.F.R. §§ 1.1441-1 to -6", "cfr", "", f"{ECFR}title-26/section-1.1441-1"),
    ("28 C.F.R. pts. 35 & 36", "cfr", "", f"{ECFR}title-28/part-35"),
    ("34 CFR parts 104, 106", "cfr", "34 C.F.R. pts. 104, 106", f"{ECFR}title-34/part-104"),
    ("45 CFR Parts 160, 162, and 164", "cfr", "45 C.F.R. pts. 160, 162, and 164", f"{ECFR}title-45/part-160"),
    ("45 C.F.R. pt. 164, subpt. E", "cfr", "", f"{ECFR}title-45/part-164"),
    ("45 CFR part 160, subpart A", "cfr", "45 C.F.R. pt. 160, subpart A", f"{ECFR}title-45/part-160"),
    ("15 C.F.R. pt. 774, supp. no. 1", "cfr", "", f"{ECFR}title-15/part-774"),
    ("12 C.F.R. pt. 1026, app. Z", "cfr", "", f"{ECFR}title-12/part-1026"),
    ("40 C.F.R. pt. 60, app. A-1 (2023)", "cfr", "", f"{ECFR}title-40/part-60"),
    ("47 CFR Part 1", "cfr", "47 C.F.R. pt. 1", f"{ECFR}title-47/part-1"),
    ("47 C.F.R. ch. I", "cfr", "", f"{ECFR}title-47/chapter-I"),
    ("48 CFR subpart 4.22", "cfr", "48 C.F.R. subpt. 4.22", f"{ECFR}title-48/subpart-4.22"),
    ("3 C.F.R. 400 (2021)", "cfr", "", None),
    ("3 CFR, 2013 Comp., p. 227", "cfr", "3 C.F.R. 227 (2013 Comp.)", None),
    ("3 CFR, 1949-1953 Comp., p. 970", "cfr", "3 C.F.R. 970 (1949–1953 Comp.)", None),
    ("85 FED. REG. 48,637", "fed-reg", "", f"{FR}citation/85-FR-48637"),
    ("87 Fed. Reg. 57,569, 57,570–71 (Sept. 20, 2022)", "fed-reg", "", f"{FR}citation/87-FR-57569"),
    ("RIN 0694-AJ45", "rin", "", f"{FR}documents/search?conditions%5Bregulation_id_number%5D=0694-AJ45"),
    ("RIN: 0694-AJ45", "rin", "RIN 0694-AJ45", f"{FR}documents/search?conditions%5Bregulation_id_number%5D=0694-AJ45"),
    # early volumes of the United States Reports, and their reporters alone
    ("5 U.S. (1 Cranch) 137", "reporter", "", f"{CL}U.S./5/137/"),
    ("5 U.S. (1 Cranch) 137, 177-78 (1803)", "reporter", "", f"{CL}U.S./5/137/"),
    ("17 U.S. (4 Wheat.) 316, 405 (1819)", "reporter", "", f"{CL}U.S./17/316/"),
    ("2 U.S. (2 Dall.) 419 (1793)", "reporter", "", f"{CL}U.S./2/419/"),
    ("32 U.S. (7 Pet.) 243", "reporter", "", f"{CL}U.S./32/243/"),
    ("60 U.S. (19 How.) 393 (1857)", "reporter", "", f"{CL}U.S./60/393/"),
    ("67 U.S. (2 Black) 635", "reporter", "", f"{CL}U.S./67/635/"),
    ("83 U. S. (16 Wall.) 36", "reporter", "83 U.S. (16 Wall.) 36", f"{CL}U.S./83/36/"),
    ("1 Cranch 137", "reporter", "", f"{CL}Cranch/1/137/"),
    ("9 Wheat. 1", "reporter", "", f"{CL}Wheat./9/1/"),
    # federal reporters
    ("18 F. Cas. 123 (C.C.D. Mass. 1840)", "reporter", "", f"{CL}F.%20Cas./18/123/"),
    ("83 Fed. Appx. 1", "reporter", "83 F. App'x 1", f"{CL}F.%20App%27x/83/1/"),
    ("83 F. App'x 1 (2d Cir. 2003)", "reporter", "", f"{CL}F.%20App%27x/83/1/"),
    ("145 Sup. Ct. 57", "reporter", "145 S. Ct. 57", f"{CL}S.%20Ct./145/57/"),
    ("92 L.Ed.2d 1", "reporter", "92 L. Ed. 2d 1", f"{CL}L.%20Ed.%202d/92/1/"),
    ("150 Fed. Cl. 1", "reporter", "", f"{CL}Fed.%20Cl./150/1/"),
    ("12 Cl. Ct. 34", "reporter", "", f"{CL}Cl.%20Ct./12/34/"),
    ("200 Ct. Cl. 12", "reporter", "", f"{CL}Ct.%20Cl./200/12/"),
    ("44 Ct. Int'l Trade 12", "reporter", "", f"{CL}Ct.%20Int%27l%20Trade/44/12/"),
    ("50 C.C.P.A. 800", "reporter", "", f"{CL}C.C.P.A./50/800/"),
    ("155 T.C. 12", "reporter", "", f"{CL}T.C./155/12/"),
    ("20 B.T.A. 100", "reporter", "", f"{CL}B.T.A./20/100/"),
    ("T.C. Memo. 2020-12", "neutral", "", None),
    ("33 Vet. App. 12", "reporter", "", f"{CL}Vet.%20App./33/12/"),
    ("80 M.J. 12 (C.A.A.F. 2020)", "reporter", "", f"{CL}M.J./80/12/"),
    ("12 C.M.A. 34", "reporter", "", f"{CL}C.M.A./12/34/"),
    ("400 U.S. App. D.C. 1", "reporter", "", f"{CL}U.S.%20App.%20D.C./400/1/"),
    ("561 F.3d 1, 3 n.2 (1st Cir. 2009)", "reporter", "", f"{CL}F.3d/561/1/"),
    ("34 F.4th 1196 (11th Cir. 2022) (en banc)", "reporter", "", f"{CL}F.4th/34/1196/"),
    ("12 F. 4th 34", "reporter", "12 F.4th 34", f"{CL}F.4th/12/34/"),
    ("1 F.Supp. 2", "reporter", "1 F. Supp. 2", f"{CL}F.%20Supp./1/2/"),
    ("704 F. Supp. 3d ___ (D. Mont. 2023)", "reporter", "", None),
    ("604 U.S. at 62", "short-form", "", None),
    ("85 Fed. Reg. at 48,638", "short-form", "", None),
    ("145 S Ct 57", "reporter", "145 S. Ct. 57", f"{CL}S.%20Ct./145/57/"),
    # regional reporters, and those of states
    ("12 A.2d 34", "reporter", "", f"{CL}A.2d/12/34/"),
    ("12 A.3d 34 (Del. 2011)", "reporter", "", f"{CL}A.3d/12/34/"),
    ("12 Atl. 34", "reporter", "12 A. 34", f"{CL}A./12/34/"),
    ("12 N.E. 34", "reporter", "", f"{CL}N.E./12/34/"),
    ("12 N.E.2d 34", "reporter", "", f"{CL}N.E.2d/12/34/"),
    ("12 N.E.3d 34", "reporter", "", f"{CL}N.E.3d/12/34/"),
    ("12 N.W. 34", "reporter", "", f"{CL}N.W./12/34/"),
    ("12 N.W.2d 34", "reporter", "", f"{CL}N.W.2d/12/34/"),
    ("12 N.W.3d 34", "reporter", "", f"{CL}N.W.3d/12/34/"),
    ("12 P. 34", "reporter", "", f"{CL}P./12/34/"),
    ("12 P.2d 34", "reporter", "", f"{CL}P.2d/12/34/"),
    ("12 P. 3d 34", "reporter", "12 P.3d 34", f"{CL}P.3d/12/34/"),
    ("12 S.E. 34", "reporter", "", f"{CL}S.E./12/34/"),
    ("12 S.E.2d 34", "reporter", "", f"{CL}S.E.2d/12/34/"),
    ("12 S.W. 34", "reporter", "", f"{CL}S.W./12/34/"),
    ("12 S.W.3d 34 (Tex. 2000)", "reporter", "", f"{CL}S.W.3d/12/34/"),
    ("12 So. 34", "reporter", "", f"{CL}So./12/34/"),
    ("12 So.2d 34", "reporter", "12 So. 2d 34", f"{CL}So.%202d/12/34/"),
    ("12 So. 3d 34", "reporter", "", f"{CL}So.%203d/12/34/"),
    ("12 Cal. 5th 34", "reporter", "", f"{CL}Cal.%205th/12/34/"),
    ("12 Cal. App. 5th 34", "reporter", "", f"{CL}Cal.%20App.%205th/12/34/"),
    ("12 Cal. Rptr. 3d 34", "reporter", "", f"{CL}Cal.%20Rptr.%203d/12/34/"),
    ("36 N.Y.3d 1", "reporter", "", f"{CL}N.Y.3d/36/1/"),
    ("12 A.D.3d 34", "reporter", "", f"{CL}A.D.3d/12/34/"),
    ("12 Misc. 3d 34", "reporter", "", f"{CL}Misc.%203d/12/34/"),
    ("12 N.Y.S.3d 34", "reporter", "", f"{CL}N.Y.S.3d/12/34/"),
    ("480 Mass. 1", "reporter", "", f"{CL}Mass./480/1/"),
    ("12 Ill. 2d 34", "reporter", "", f"{CL}Ill.%202d/12/34/"),
    ("12 Wash. 2d 34", "reporter", "", f"{CL}Wash.%202d/12/34/"),
    ("400 Mont. 12", "reporter", "", f"{CL}Mont./400/12/"),
    ("12 Ohio St. 3d 34", "reporter", "", f"{CL}Ohio%20St.%203d/12/34/"),
    ("2023 MT 45", "neutral", "", f"{CL}MT/2023/45/"),
    ("2023 MT 45, ¶ 12", "neutral", "", f"{CL}MT/2023/45/"),
    ("2015-Ohio-1234", "neutral", "", None),
    ("2023 UT App 12", "neutral", "", f"{CL}UT%20App/2023/12/"),
    ("2024 ND 5, ¶¶ 3-4", "neutral", "", f"{CL}ND/2024/5/"),
    ("2023 IL App (1st) 221234-U", "neutral", "", f"{CL}IL%20App%20%281st%29/2023/221234/"),
    ("2024 CO 12", "neutral", "", f"{CL}CO/2024/12/"),
    ("2020 NY Slip Op 01234(U)", "neutral", "", None),
    # agencies
    ("35 FCC Rcd 7821", "reporter", "", None),
    ("35 F.C.C. Rcd. 7821 (2020)", "reporter", "", None),
    ("35 F.C.C.R. 7821", "reporter", "", None),
    ("12 F.C.C.2d 34", "reporter", "", None),
    ("FCC 22-84", "fcc", "", f"{FCC}FCC-22-84A1.pdf"),
    ("DA 20-1399", "fcc", "", f"{FCC}DA-20-1399A1.pdf"),
    ("GN Docket No. 17-83", "docket", "", None),
    ("WC Docket Nos. 18-89", "docket", "", None),
    ("GAO-20-123", "gao", "", "https://www.gao.gov/products/gao-20-123"),
    ("GAO-24-106123SP", "gao", "", "https://www.gao.gov/products/gao-24-106123sp"),
    ("GAO/RCED-99-1", "gao", "GAO-RCED-99-1", "https://www.gao.gov/products/gao-rced-99-1"),
    ("B-323449", "gao", "", "https://www.gao.gov/products/b-323449"),
    ("CRS Report R46543", "crs", "CRS R46543", "https://www.congress.gov/crs-product/R46543"),
    ("Docket No. EPA-HQ-OAR-2021-0317", "docket", "", "https://www.regulations.gov/docket/EPA-HQ-OAR-2021-0317"),
    ("Docket ID BIS-2020-0034", "docket", "Docket No. BIS-2020-0034", "https://www.regulations.gov/docket/BIS-2020-0034"),
    ("12 F.T.C. 34", "reporter", "", None),
    ("369 N.L.R.B. 12", "reporter", "", None),
    ("28 I. & N. Dec. 1 (A.G. 2020)", "reporter", "", None),
    ("98 Comp. Gen. 1", "reporter", "", None),
    ("44 Op. O.L.C. 1 (2020)", "reporter", "", None),
    ("44 Op. O.L.C. ___ (2020)", "reporter", "", None),
    ("12 Op. Att'y Gen. 34", "reporter", "", None),
    ("Rev. Rul. 2020-12", "ruling", "", None),
    # laws
    ("Pub. L. No. 118-50", "public-law", "", f"{GOV}plaw/118/public/50"),
    ("Pub. L. No. 118-50, div. H, § 2(g)(3)", "public-law", "", f"{GOV}plaw/118/public/50"),
    ("PUB. L. NO. 118-50", "public-law", "", f"{GOV}plaw/118/public/50"),
    ("Pub. L. No. 91-190, § 102", "public-law", "", f"{GOV}statute/91/public/190"),
    ("Public Law No. 118-50", "public-law", "Pub. L. No. 118-50", f"{GOV}plaw/118/public/50"),
    ("Pub.L. 118-50", "public-law", "Pub. L. 118-50", f"{GOV}plaw/118/public/50"),
    ("Priv. L. No. 117-1", "private-law", "", f"{GOV}plaw/117/private/1"),
    ("138 STAT. 955", "statute", "", f"{GOV}plaw/138+stat+955"),
    ("138 Stat. 895, 955–60 (2024)", "statute", "", f"{GOV}plaw/138+stat+895"),
    ("1 Stat. 73", "statute", "", f"{GOV}statute/1/73"),
    ("Rev. Stat. § 1979", "statute", "", None),
    ("Exec. Order No. 13,942, 85 Fed. Reg. 48,637 (Aug. 6, 2020)", "executive-order", "", f"{FR}executive-order/13942"),
    ("Exec. Order No. 13,942 § 1(a)", "executive-order", "", f"{FR}executive-order/13942"),
    ("EXEC. ORDER NO. 13,942", "executive-order", "", f"{FR}executive-order/13942"),
    ("Executive Order No. 14,166", "executive-order", "Exec. Order No. 14,166", f"{FR}executive-order/14166"),
    ("Exec. Order No. 9066", "executive-order", "", None),
    ("Exec. Order No. 11,246", "executive-order", "", None),
    ("Proclamation No. 10,043", "proclamation", "", f"{GOV}cpd/proclamation/10043"),
    # Congress, as rule 13.2 has it and as Congress does
    ("H.R. Res. 1017, 118th Cong. (2024)", "bill", "", f"{BILL}118th-congress/house-resolution/1017"),
    ("H.R. Con. Res. 196, 112th Cong.", "bill", "", f"{BILL}112th-congress/house-concurrent-resolution/196"),
    ("H.R. Con. Res. 196", "bill", "", None),
    ("H.R.J. Res. 45, 117th Cong. (2021)", "bill", "", f"{BILL}117th-congress/house-joint-resolution/45"),
    ("H.R.J. Res. 45", "bill", "", None),
    ("S.J. Res. 45, 117th Cong.", "bill", "", f"{BILL}117th-congress/senate-joint-resolution/45"),
    ("S. Con. Res. 8, 113th Cong.", "bill", "", f"{BILL}113th-congress/senate-concurrent-resolution/8"),
    ("H.Con.Res. 8 (113th)", "bill", "H. Con. Res. 8, 113th Cong.",
     f"{BILL}113th-congress/house-concurrent-resolution/8"),
    ("H.R. 7521, 118th Cong. § 2(a) (2024)", "bill", "", f"{BILL}118th-congress/house-bill/7521"),
    ("H.R. 7521, 118th Cong., 2d Sess. (2024)", "bill", "", f"{BILL}118th-congress/house-bill/7521"),
    ("H.R. 7521, 118th Cong. (as passed by House, Mar. 13, 2024)", "bill", "", f"{BILL}118th-congress/house-bill/7521"),
    ("S. 3, 102d Cong.", "bill", "", f"{BILL}102nd-congress/senate-bill/3"),
    ("H.R. Rep. No. 118-417, at 5 (2024)", "congressional-paper", "", f"{GOV}crpt/118/hrpt/417"),
    ("H.R. REP. NO. 118-417", "congressional-paper", "", f"{GOV}crpt/118/hrpt/417"),
    ("H.R. Rep. No. 114-102, pt. 1, at 5 (2015)", "congressional-paper", "", f"{GOV}crpt/114/hrpt/102"),
    ("H.R. Conf. Rep. No. 105-12", "congressional-paper", "", f"{GOV}crpt/105/hrpt/12"),
    ("S. Exec. Rep. No. 110-1", "congressional-paper", "", f"{GOV}crpt/110/erpt/1"),
    ("S. Doc. No. 108-17", "congressional-paper", "", f"{GOV}cdoc/108/sdoc/17"),
    ("Treaty Doc. 112-1", "congressional-paper", "S. Treaty Doc. No. 112-1", f"{GOV}cdoc/112/tdoc/1"),
    ("170 CONG. REC. H1163", "cong-rec", "", f"{GOV}crec/170/h/1163"),
    ("170 Cong. Rec. S2963–64 (daily ed. Apr. 23, 2024)", "cong-rec", "", f"{GOV}crec/170/s/2963"),
    ("170 Cong. Rec. H1163, H1170 (daily ed. Mar. 13, 2024)", "cong-rec", "", f"{GOV}crec/170/h/1163"),
    ("131 Cong. Rec. S11,469 (daily ed. Sept. 13, 1985)", "cong-rec", "", None),
    ("110 CONG. REC. 1234 (1964)", "cong-rec", "", None),
    # the states' codes
    ("Cal. Civ. Code § 1798.100", "state-code", "", None),
    ("Cal. Bus. & Prof. Code §§ 17200, 17500", "state-code", "", None),
    ("N.Y. Gen. Bus. Law § 349(h)", "state-code", "", None),
    ("N.Y. PENAL LAW § 120.05", "state-code", "", None),
    ("Tex. Bus. & Com. Code Ann. § 120.001 (West 2023)", "state-code", "", None),
    ("Mont. Code Ann. § 30-14-101", "state-code", "", None),
    ("Fla. Stat. § 501.2041 (2024)", "state-code", "", None),
    ("Mass. Gen. Laws ch. 93A, § 2", "state-code", "", None),
    ("Del. Code Ann. tit. 6, § 2511", "state-code", "", None),
    ("Md. Code Ann., Com. Law § 13-301", "state-code", "", None),
    ("Utah Code Ann. § 13-71-101", "state-code", "", None),
    ("735 Ill. Comp. Stat. 5/2-101", "state-code", "", None),
    ("O.C.G.A. § 10-1-390", "state-code", "", None),
    ("La. Rev. Stat. Ann. § 51:1401", "state-code", "", None),
    ("D.C. Code § 28-3901", "state-code", "", None),
    # treaties
    ("1155 U.N.T.S. 331", "reporter", "", None),
    ("21 U.S.T. 77", "reporter", "", None),
    ("T.I.A.S. No. 6347", "treaty", "", None),
    # the United Kingdom and the Union
    ("[2020] UKSC 5", "uk-neutral", "", f"{NA}uksc/2020/5"),
    ("[2020] UKSC 5, [45]", "uk-neutral", "", f"{NA}uksc/2020/5"),
    ("[2021] UKPC 3", "uk-neutral", "", f"{NA}ukpc/2021/3"),
    ("[2020] EWCA Civ 123", "uk-neutral", "", f"{NA}ewca/civ/2020/123"),
    ("[2020] EWCA Crim 12 at [3]", "uk-neutral", "", f"{NA}ewca/crim/2020/12"),
    ("[2020] EWHC 123 (Ch)", "uk-neutral", "", f"{NA}ewhc/ch/2020/123"),
    ("[2020] EWHC 123 (Admin)", "uk-neutral", "", f"{NA}ewhc/admin/2020/123"),
    ("[2024] EWHC 1234 (KB)", "uk-neutral", "", f"{NA}ewhc/kb/2024/1234"),
    ("[2019] UKUT 1 (AAC)", "uk-neutral", "", f"{NA}ukut/aac/2019/1"),
    ("[2023] UKFTT 12 (GRC)", "uk-neutral", "", f"{NA}ukftt/grc/2023/12"),
    ("[2022] EAT 12", "uk-neutral", "", f"{NA}eat/2022/12"),
    ("[2004] UKHL 56", "uk-neutral", "", None),
    ("[2020] CSIH 1", "uk-neutral", "", None),
    ("[2020] NICA 5", "uk-neutral", "", None),
    ("ECLI:EU:C:2020:559", "ecli", "", f"{EUR}legal-content/EN/TXT/?uri=ECLI:EU:C:2020:559"),
    ("ECLI:DE:BVERFG:2020:RS20200505.2BVR085915", "ecli", "",
     "https://e-justice.europa.eu/ecli/ECLI:DE:BVERFG:2020:RS20200505.2BVR085915"),
    ("CELEX:32016R0679", "celex", "", f"{EUR}legal-content/EN/TXT/?uri=CELEX:32016R0679"),
    ("CELEX 62018CJ0311", "celex", "CELEX:62018CJ0311", f"{EUR}legal-content/EN/TXT/?uri=CELEX:62018CJ0311"),
    ("OJ L 119, 4.5.2016, p. 1", "official-journal", "", f"{EUR}legal-content/EN/TXT/?uri=OJ:L:2016:119:TOC"),
    ("OJ L 1, 4.1.2003, pp. 1-25", "official-journal", "", f"{EUR}legal-content/EN/TXT/?uri=OJ:L:2003:001:TOC"),
    ("2016 O.J. (L 119) 1", "official-journal", "", f"{EUR}legal-content/EN/TXT/?uri=OJ:L:2016:119:TOC"),
    ("[2016] OJ L119/1", "official-journal", "", f"{EUR}legal-content/EN/TXT/?uri=OJ:L:2016:119:TOC"),
    ("OJ L, 2024/1689, 12.7.2024", "official-journal", "", f"{EUR}legal-content/EN/TXT/?uri=OJ:L_202401689"),
    ("Regulation (EU) 2016/679", "eu-act", "", f"{EUR}eli/reg/2016/679/oj"),
    ("Regulation (EC) No 1907/2006", "eu-act", "", f"{EUR}eli/reg/2006/1907/oj"),
    ("Directive 95/46/EC", "eu-act", "", f"{EUR}eli/dir/1995/46/oj"),
    ("Directive (EU) 2019/790", "eu-act", "", f"{EUR}eli/dir/2019/790/oj"),
    ("Directive 2000/31/EC", "eu-act", "", f"{EUR}eli/dir/2000/31/oj"),
    # with what became of the case (rule 10.7)
    ("122 F.4th 930 (D.C. Cir. 2024), aff'd, 604 U.S. 56 (2025)", "reporter", "", f"{CL}F.4th/122/930/"),
    ("Moody v. NetChoice, LLC, 603 U.S. 707 (2024), vacating 34 F.4th 1196 (11th Cir. 2022)", "reporter", "",
     f"{CL}U.S./603/707/"),
    ("116 F.4th 888 (9th Cir. 2024), cert. denied, No. 24-1234 (U.S. June 2, 2025)", "reporter", "",
     f"{CL}F.4th/116/888/"),
    # with more round them
    ("TikTok Inc. v. Garland, 122 F.4th 930 (D.C. Cir. 2024)", "reporter", "", f"{CL}F.4th/122/930/"),
    ("604 U.S. 56, 145 S.Ct. 57 (2025)", "reporter", "604 U.S. 56, 145 S. Ct. 57 (2025)", f"{CL}U.S./604/56/"),
    ("85 FR 48637 (EO 13942)", "fed-reg", "85 Fed. Reg. 48,637 (Exec. Order No. 13942)", f"{FR}citation/85-FR-48637"),
    ("H.R. 815; Pub. L. 118-50.", "public-law", "", f"{GOV}plaw/118/public/50"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "shown", "url"), TABLE, ids=[row[0] for row in TABLE])
def test_citations(text: str, kind: str, shown: str, url: str | None) -> None:
    found = parse_citation(text)
    assert found is not None
    assert (found.kind, found.text, found.url) == (kind, shown or text, url)
    assert not looks_us(text)


@pytest.mark.parametrize("shown", sorted({row[2] or row[0] for row in TABLE}))
def test_what_is_shown_reads_as_itself(shown: str) -> None:
    again = parse_citation(shown)
    assert again is not None
    assert again.text == shown


def test_the_table_is_long() -> None:
    assert len({text for text, *_ in TABLE}) == len(TABLE) >= 300


def test_every_row_is_in_the_table() -> None:
    texts = [plain(text) for text, *_ in TABLE]
    unused = [row.pattern for row in CITATIONS if not any(re.search(row.pattern, text) for text in texts)]
    assert unused == []


def test_rows_are_in_order() -> None:
    for row in CITATIONS:
        groups = {*re.compile(row.pattern).groupindex}
        for name, parts in (row.names or {"": {}}).items():
            assert name == name_key(name)
            assert set(re.findall(r"\{(\w+)", row.text)) <= {*groups, *parts}
            if row.kind != "uk-neutral":  # not each of these courts has its judgments on a site
                assert set(re.findall(r"\{(\w+)", row.url)) <= {*groups, *parts}
    assert {urlsplit(row.url).scheme for row in CITATIONS if row.url} == {"https"}


def test_parts() -> None:
    found = parse_citation("85 Fed. Reg. 48,637, 48,638")
    assert found is not None
    assert found.parts == {"volume": "85", "page": "48637", "tail": ", 48,638"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Order of Aug. 14, 2020",
        "M-23-13",
        "MOFCOM and MOST Announcement No. 38 of 2020",
        "National Intelligence Law (2017, am. 2018), art. 7",
        "2023 Mont. Laws ch. 503",
        "BGBl. I S. 1234",
        "Case C-311/18",
        "R.S.C. 1985, c. C-46",
        "[1990] 1 S.C.R. 123",
        "(2019) 123 FCR 45",
        "slip op. at 3",
        "T-123-20",
        "2024/1234",
        "23-12.345",
        "1 BvR 123/20",
    ],
)
def test_other_texts_pass_as_text(text: str) -> None:
    assert parse_citation(text) is None
    assert not looks_us(text)


@pytest.mark.parametrize(
    "text",
    [
        "122 F.5th 930",
        "122 F.4th",
        "604 U.S.",
        "50 U.S.C.",
        "50 USC section",
        "50 U.S. Code",
        "15 CFR part",
        "85 Fed. Reg.",
        "85 FR page 48637",
        "Pub. L. 118",
        "Public Law 118/50",
        "Stat. 955, vol. 138 Stat.",
        "H.R. 75x",
        "Exec. Order No. 13942x",
        "EO 1394x",
        "145 S Ct page 57",
        "604 US. 56",
        "604 US 56",
        "S. Rep. 118",
    ],
)
def test_what_was_meant_for_a_citation_is_told(text: str) -> None:
    assert parse_citation(text) is None
    assert looks_us(text)


def test_what_is_left_beside_a_citation_is_told() -> None:
    assert looks_us("50 U.S.C. x; 85 FR 48637")
    assert not looks_us("50 U.S.C. 1702; 85 FR 48637")


def test_citations_in_running_text() -> None:
    text = (
        "The Act (Pub. L. 118–50, div. H, 138 Stat. 955) was upheld in TikTok Inc. v. Garland, 122 F.4th 930, 935 "
        "(D.C. Cir. 2024), and No. 24-656, 604 U.S. 56 (2025). See 50 U.S.C. §§ 1701, 1702, 85 FR 48637 and EO 13942."
    )
    found = find_citations(text)
    assert [text[start:end] for start, end, _ in found] == [
        "Pub. L. 118–50, div. H",
        "138 Stat. 955",
        "122 F.4th 930, 935 (D.C. Cir. 2024)",
        "No. 24-656",
        "604 U.S. 56 (2025)",
        "50 U.S.C. §§ 1701, 1702",
        "85 FR 48637",
        "EO 13942",
    ]
    assert found[0].citation.text == "Pub. L. 118–50, div. H"


@pytest.mark.parametrize(
    "text",
    [
        "On 5 May 2020 some 170 million people in the U.S. 45 days later",
        "90-120 days after 24-04-2024, at 12:30",
        "GEO 13942, v2.122 F.4th 930 and xPub. L. 118-50",
        "a vote of 352-65, then 79-18",
        "He left the U.S. 56 days later.",
    ],
)
def test_other_prose_holds_none(text: str) -> None:
    assert find_citations(text) == []


OWN = citation_rows(
    [
        ("state-law", r"(?P<year>\d{4}) Mont\. Laws ch\. (?P<chapter>\d+)", "{year} Mont. Laws ch. {chapter}", ""),
        ["memo", r"M-(?P<year>\d\d)-(?P<n>\d\d)", "OMB M-{year}-{n}", "https://example.org/{year}/{n}"],
        ("usc", r"50 U\.S\.C\. § (?P<section>\d+)", "{section}", "https://example.org/{section}"),
    ]
)  # fmt: skip


def test_own_rows_are_used_and_come_first() -> None:
    law = parse_citation("2023 Mont. Laws ch. 503", OWN)
    assert law == ("state-law", "2023 Mont. Laws ch. 503", None, {"year": "2023", "chapter": "503"})
    found = find_citations("by M-23-13 and", OWN)
    assert [(start, end, c.text, c.url) for start, end, c in found] == [
        (3, 10, "OMB M-23-13", "https://example.org/23/13")
    ]
    assert find_citations("nothing here", (CitationForm("any", "x*", "{0}", ""),)) == []
    own = parse_citation("50 U.S.C. § 1702", OWN)
    assert own is not None
    assert own.url == "https://example.org/1702"


def test_what_an_address_takes_in_is_quoted() -> None:
    rows = (CitationForm("any", "x (?P<it>.+)", "{it}", "https://example.org/{it}"),)
    found = parse_citation('x "/><b>&?#', rows)
    assert found is not None
    assert found.url == "https://example.org/%22%2F%3E%3Cb%3E%26%3F%23"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("x", "is a list"),
        ({"a": "b"}, "is a list"),
        ([("a", "b", "c")], "is four texts"),
        ([("a", "b", "c", None)], "is four texts"),
        (["abcd"], "is four texts"),
        ([("a", "(", "c", "")], "is wrong"),
        ([("", "b", "c", "")], "needs a kind"),
        ([("a", "b", "{c}", "")], "no group 'c'"),
        ([("a", "b", "c", "https://x.org/{d:th}")], "no group 'd'"),
        ([("a", "b", "c", "javascript:alert(1)")], "must begin with https"),
        ([("a", "(?P<u>.+)", "c", "{u}")], "must begin with https"),
    ],
)
def test_own_rows_are_checked(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        citation_rows(value)


ALPHABET = st.sampled_from(
    [
        *"0123456789 .,;-–()§&_*:abcdHRSEOF",
        *(" U.S.C. ", " F.4th ", " Stat. ", " FR ", "Pub. L. ", "No. ", "H.R. ", "div. "),
    ]
)  # fmt: skip


@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_spans_lie_in_the_text_apart_and_in_order(text: str) -> None:
    place = 0
    for start, end, citation in find_citations(text):
        assert place <= start < end <= len(text)
        assert parse_citation(text[start:end]) == citation
        place = end


@given(st.text(max_size=80))
def test_no_text_breaks_anything(text: str) -> None:
    found = parse_citation(text)
    assert found is None or found.text
    find_citations(text)
    looks_us(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1", " ", "(", "1 A", "50 U.S.C. § 1", "50 U.S.C. §§ 1, 1, ", "(a)", "No. ", "H.R. 1, ", "1,", "1-",
        "1 F. 1, 2, 3", "2020 A. ",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        find_citations(text)
        looks_us(text)
        return time.process_time() - start

    # Sixteen times the text; a quadratic pattern would take 256 times as long.  The least of some runs, and a
    # bound far from both, since other processes disturb the short one.
    assert min(seconds(32_000) for _ in range(3)) < 64 * min(seconds(2_000) for _ in range(3))
