"""The courts of last resort and of appeal of the states and D.C., as a table.

Ids and names are those of courts-db and CourtListener, where those are right; the short forms are those of the
Bluebook's table T1.3. `courts.py` spells the table out.
"""

from __future__ import annotations

#: Each state by the name that its courts bear; then its courts, the highest one first: `id; name; short`. In a name
#: '$' is the state's. Behind '=' stand names that the court had, or that courts-db gives it.
STATE_COURTS = """
Alabama
ala; Supreme Court of $; Ala.
alacivapp; $ Court of Civil Appeals; Ala. Civ. App.
alacrimapp; $ Court of Criminal Appeals; Ala. Crim. App.
Alaska
alaska; $ Supreme Court; Alaska
alaskactapp; $ Court of Appeals; Alaska Ct. App.
Arizona
ariz; $ Supreme Court; Ariz.
arizctapp; $ Court of Appeals; Ariz. Ct. App.
Arkansas
ark; $ Supreme Court; Ark.
arkctapp; $ Court of Appeals; Ark. Ct. App.
California
cal; $ Supreme Court; Cal.
calctapp; $ Courts of Appeal; Cal. Ct. App. = $ Court of Appeal
calctapp1d; $ Court of Appeal, First Appellate District; Cal. Ct. App. 1st Dist.
calctapp2d; $ Court of Appeal, Second Appellate District; Cal. Ct. App. 2d Dist.
calctapp3d; $ Court of Appeal, Third Appellate District; Cal. Ct. App. 3d Dist.
calctapp4d; $ Court of Appeal, Fourth Appellate District; Cal. Ct. App. 4th Dist.
calctapp5d; $ Court of Appeal, Fifth Appellate District; Cal. Ct. App. 5th Dist.
calctapp6d; $ Court of Appeal, Sixth Appellate District; Cal. Ct. App. 6th Dist.
Colorado
colo; $ Supreme Court; Colo.
coloctapp; $ Court of Appeals; Colo. App. = Colo. Ct. App.
Connecticut
conn; $ Supreme Court; Conn.
connappct; $ Appellate Court; Conn. App. Ct. = $ Court of Appeals
Delaware
del; $ Supreme Court; Del.
District of Columbia
dc; $ Court of Appeals; D.C. = D.C. Ct. App. = D.C. Court of Appeals
Florida
fla; $ Supreme Court; Fla.
fladistctapp; $ District Courts of Appeal; Fla. Dist. Ct. App. = $ District Court of Appeal
fladistctapp1; $ First District Court of Appeal; Fla. 1st Dist. Ct. App.
fladistctapp2; $ Second District Court of Appeal; Fla. 2d Dist. Ct. App.
fladistctapp3; $ Third District Court of Appeal; Fla. 3d Dist. Ct. App.
fladistctapp4; $ Fourth District Court of Appeal; Fla. 4th Dist. Ct. App.
fladistctapp5; $ Fifth District Court of Appeal; Fla. 5th Dist. Ct. App.
fladistctapp6; $ Sixth District Court of Appeal; Fla. 6th Dist. Ct. App.
Georgia
ga; $ Supreme Court; Ga.
gactapp; $ Court of Appeals; Ga. Ct. App.
Hawaii
haw; Supreme Court of $; Haw.
hawapp; $ Intermediate Court of Appeals; Haw. Ct. App. = Haw. App.
Idaho
idaho; $ Supreme Court; Idaho
idahoctapp; $ Court of Appeals; Idaho Ct. App.
Illinois
ill; $ Supreme Court; Ill.
illappct; Appellate Court of $; Ill. App. Ct.
Indiana
ind; $ Supreme Court; Ind.
indctapp; $ Court of Appeals; Ind. Ct. App.
Iowa
iowa; Supreme Court of $; Iowa
iowactapp; Court of Appeals of $; Iowa Ct. App.
Kansas
kan; Supreme Court of $; Kan.
kanctapp; Court of Appeals of $; Kan. Ct. App.
Kentucky
ky; $ Supreme Court; Ky.
kyctapp; Court of Appeals of $; Ky. Ct. App.
Louisiana
la; Supreme Court of $; La.
lactapp; $ Court of Appeal; La. Ct. App.
Maine
me; Supreme Judicial Court of $; Me.
Maryland
md; Supreme Court of $; Md. = Court of Appeals of $
mdctspecapp; Appellate Court of $; Md. App. Ct. = Court of Special Appeals of $ = Md. Ct. Spec. App.
Massachusetts
mass; $ Supreme Judicial Court; Mass.
massappct; $ Appeals Court; Mass. App. Ct.
Michigan
mich; $ Supreme Court; Mich.
michctapp; $ Court of Appeals; Mich. Ct. App.
Minnesota
minn; Supreme Court of $; Minn.
minnctapp; Court of Appeals of $; Minn. Ct. App.
Mississippi
miss; $ Supreme Court; Miss.
missctapp; Court of Appeals of $; Miss. Ct. App.
Missouri
mo; Supreme Court of $; Mo.
moctapp; $ Court of Appeals; Mo. Ct. App.
moctapped; $ Court of Appeals, Eastern District; Mo. Ct. App. E.D.
moctappsd; $ Court of Appeals, Southern District; Mo. Ct. App. S.D.
moctappwd; $ Court of Appeals, Western District; Mo. Ct. App. W.D.
Montana
mont; $ Supreme Court; Mont.
Nebraska
neb; $ Supreme Court; Neb.
nebctapp; $ Court of Appeals; Neb. Ct. App.
Nevada
nev; $ Supreme Court; Nev.
nevapp; Court of Appeals of $; Nev. Ct. App. = Ct. App. Nev.
New Hampshire
nh; Supreme Court of $; N.H.
New Jersey
nj; Supreme Court of $; N.J.
njsuperctappdiv; $ Superior Court Appellate Division; N.J. Super. Ct. App. Div.
New Mexico
nm; $ Supreme Court; N.M.
nmctapp; $ Court of Appeals; N.M. Ct. App.
New York
ny; $ Court of Appeals; N.Y.
nyappdiv; $ Supreme Court, Appellate Division; N.Y. App. Div. = The Four Departments of the Appellate Division
nyappterm; Appellate Terms of the Supreme Court of $; N.Y. App. Term
North Carolina
nc; Supreme Court of $; N.C.
ncctapp; Court of Appeals of $; N.C. Ct. App.
North Dakota
nd; $ Supreme Court; N.D.
ndctapp; $ Court of Appeals; N.D. Ct. App.
Ohio
ohio; $ Supreme Court; Ohio
ohioctapp; $ Court of Appeals; Ohio Ct. App.
ohctapp1; Court of Appeals of $, First District; Ohio Ct. App. 1st Dist.
ohctapp2; Court of Appeals of $, Second District; Ohio Ct. App. 2d Dist.
ohctapp3; Court of Appeals of $, Third District; Ohio Ct. App. 3d Dist.
ohctapp4; Court of Appeals of $, Fourth District; Ohio Ct. App. 4th Dist.
ohctapp5; Court of Appeals of $, Fifth District; Ohio Ct. App. 5th Dist.
ohctapp6; Court of Appeals of $, Sixth District; Ohio Ct. App. 6th Dist.
ohctapp7; Court of Appeals of $, Seventh District; Ohio Ct. App. 7th Dist.
ohctapp8; Court of Appeals of $, Eighth District; Ohio Ct. App. 8th Dist.
ohctapp9; Court of Appeals of $, Ninth District; Ohio Ct. App. 9th Dist.
ohctapp10; Court of Appeals of $, Tenth District; Ohio Ct. App. 10th Dist.
ohctapp11; Court of Appeals of $, Eleventh District; Ohio Ct. App. 11th Dist.
ohctapp12; Court of Appeals of $, Twelfth District; Ohio Ct. App. 12th Dist.
Oklahoma
okla; Supreme Court of $; Okla.
oklacrimapp; Court of Criminal Appeals of $; Okla. Crim. App.
oklacivapp; Court of Civil Appeals of $; Okla. Civ. App.
Oregon
or; $ Supreme Court; Or.
orctapp; Court of Appeals of $; Or. Ct. App.
Pennsylvania
pa; Supreme Court of $; Pa.
pasuperct; Superior Court of $; Pa. Super. Ct.
pacommwct; Commonwealth Court of $; Pa. Commw. Ct.
Rhode Island
ri; Supreme Court of $; R.I.
South Carolina
sc; Supreme Court of $; S.C.
scctapp; Court of Appeals of $; S.C. Ct. App.
South Dakota
sd; Supreme Court of $; S.D.
Tennessee
tenn; $ Supreme Court; Tenn.
tennctapp; Court of Appeals of $; Tenn. Ct. App.
tenncrimapp; Court of Criminal Appeals of $; Tenn. Crim. App.
Texas
tex; $ Supreme Court; Tex.
texcrimapp; Court of Criminal Appeals of $; Tex. Crim. App.
texapp; $ Courts of Appeals; Tex. App. = Court of Civil Appeals of $ = $ Court of Appeals
Utah
utah; $ Supreme Court; Utah
utahctapp; Court of Appeals of $; Utah Ct. App.
Vermont
vt; Supreme Court of $; Vt.
Virginia
va; Supreme Court of $; Va.
vactapp; Court of Appeals of $; Va. Ct. App.
Washington
wash; $ Supreme Court; Wash.
washctapp; Court of Appeals of $; Wash. Ct. App.
West Virginia
wva; Supreme Court of Appeals of $; W. Va. = $ Supreme Court
wvactapp; Intermediate Court of Appeals of $; W. Va. Ct. App. = I.C.A. of W. Va.
Wisconsin
wis; $ Supreme Court; Wis.
wisctapp; Court of Appeals of $; Wis. Ct. App.
Wyoming
wyo; $ Supreme Court; Wyo.
"""
