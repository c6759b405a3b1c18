"""Writes disciplinare.docx: an invented tender with sound clauses and three faults, in the order of the usual model."""

from pathlib import Path

from docx import Document
from docx.document import Document as Doc

HERE = Path(__file__).parent
TEXT = """
# Comune di Ponterosso sul Lamone
## Disciplinare di gara - Servizio di assistenza e aiuto nelle scuole dell'infanzia, anni 2026-2029
Pubblicato il 9 marzo 2026. Procedura aperta, CPV 85312110-3, ATECO 88.91.00.
## Premesse
Con la decisione di contrarre n. 61 del 2 marzo 2026 il Comune ha stabilito di affidare il servizio descritto nel capitolato. La procedura si svolge per intero sulla piattaforma di approvvigionamento digitale del Comune. Il luogo di esecuzione è il territorio comunale. Il responsabile unico del progetto è la dirigente del Settore Scuola.
Nel seguito «Codice» indica il decreto legislativo 31 marzo 2023, n. 36.
## 1. Piattaforma
La piattaforma registra ogni operazione con data e ora. Chi partecipa vi accede con identità digitale e vi carica i documenti firmati digitalmente. In caso di malfunzionamento accertato il Comune sospende il termine e ne dà avviso con gli stessi mezzi usati per il bando.
Il gestore della piattaforma assiste gli operatori nei giorni feriali. I disservizi dovuti alla rete dell'operatore non danno luogo a proroghe.
## 2. Documenti, chiarimenti e comunicazioni
I documenti di gara sono il presente disciplinare, il capitolato, lo schema di contratto e i moduli. Le domande di chiarimento si presentano in piattaforma entro il 27 marzo 2026; le risposte, rese anonime, sono pubblicate almeno sei giorni prima della scadenza. Le comunicazioni si intendono fatte quando sono disponibili in piattaforma.
## 3. Oggetto, importo e durata
Il servizio affianca il personale docente in nove sezioni: accoglienza, pre-scuola e post-scuola, aiuto ai bambini con disabilità. L'appalto è un solo lotto, perché le sezioni condividono le sostituzioni e il coordinamento pedagogico.
La durata è di tre anni scolastici, dal 1° settembre 2026. Non sono previsti rinnovi. Il Comune può prorogare il contratto per il tempo necessario a concludere una nuova gara, fino a sei mesi.
| Voce | Importo in euro, IVA esclusa |
| Importo complessivo a base di gara | 1.260.000,00 |
| di cui costi della manodopera | 1.058.400,00 |
| Oneri per rischi da interferenza | 0,00 |
I costi della manodopera sono stimati moltiplicando le ore annue del capitolato, distinte per livello, per il costo medio orario della tabella del Ministero del lavoro. Sono esposti a parte; il concorrente può dimostrare che il ribasso complessivo deriva da una più efficiente organizzazione aziendale. Il servizio è ad alta intensità di manodopera.
I prezzi sono rivisti ogni anno secondo l'art. 60 del Codice, con l'indice ISTAT delle retribuzioni contrattuali orarie: quando la variazione supera il 5 per cento, è riconosciuto l'80 per cento della parte eccedente.
## 4. Contratto collettivo
Al personale impiegato si applica il contratto collettivo nazionale delle cooperative sociali, codice CNEL T151, insieme con l'accordo territoriale vigente nella provincia. Lo hanno sottoscritto le organizzazioni comparativamente più rappresentative e il suo ambito è strettamente connesso con l'attività affidata.
Il concorrente può indicare un differente contratto collettivo che assicuri le stesse tutele economiche e normative; in tal caso unisce all'offerta la dichiarazione di equivalenza, che il Comune verifica prima dell'aggiudicazione.
## 5. Soggetti ammessi
Sono ammessi gli operatori dell'art. 65 del Codice, in forma singola o associata. La partecipazione non è riservata. Le imprese ausiliarie e i raggruppamenti seguono le regole degli artt. 68 e 104.
## 6. Requisiti
Non devono ricorrere le cause di esclusione degli artt. 94 e 95 del Codice. È chiesta l'iscrizione al registro delle imprese per attività coerenti e l'esecuzione, negli ultimi tre anni, di servizi educativi per almeno 300.000 euro complessivi. I requisiti sono comprovati attraverso il fascicolo virtuale.
## 7. Avvalimento
L'avvalimento è ammesso; il contratto indica le risorse prestate e la loro durata. L'impresa ausiliaria risponde in solido con il concorrente.
## 8. Subappalto
Il subappalto è ammesso ai sensi dell'art. 105 del d.lgs. 50/2016 per le sole pulizie straordinarie. Ai lavoratori del subappaltatore spetta un trattamento economico e normativo non inferiore a quello riconosciuto dall'appaltatore.
## 9. Condizioni particolari di esecuzione
Il servizio è svolto oggi da un altro gestore, il cui contratto scade il 31 agosto 2026. L'aggiudicatario assume tutto il personale del gestore uscente, nessuno escluso, alle medesime condizioni economiche e contrattuali.
L'elenco non nominativo del personale, con livello, ore settimanali, contratto e anzianità, è nell'allegato 4.
Delle assunzioni necessarie all'esecuzione l'aggiudicatario riserva almeno il 30 per cento a giovani con meno di trentasei anni e, distintamente, almeno il 30 per cento a donne. Alla presentazione dell'offerta il concorrente è in regola con la L. 68/1999.
Gli operatori con più di cinquanta dipendenti allegano l'ultimo rapporto sulla situazione del personale. Gli altri, se hanno almeno quindici dipendenti, consegnano entro sei mesi dalla conclusione del contratto la relazione di genere; il ritardo comporta una penale di 50 euro al giorno.
## 10. Garanzia provvisoria
La garanzia è pari al 2 per cento dell'importo a base di gara, con le riduzioni dell'art. 106 del Codice. Copre la mancata sottoscrizione per fatto dell'affidatario.
## 11. Sopralluogo
Il sopralluogo è facoltativo e si prenota in piattaforma. Chi non lo compie dichiara di conoscere i luoghi.
## 12. Contributo all'Autorità
Il concorrente versa il contributo dovuto all'Autorità nazionale anticorruzione e ne carica la ricevuta.
## 13. Presentazione dell'offerta
L'offerta si carica entro le ore 12 del 17 aprile 2026 e vincola per 180 giorni. È composta di documentazione amministrativa, offerta tecnica e offerta economica. L'offerta tecnica non contiene elementi economici.
## 14. Soccorso istruttorio
Le carenze della documentazione amministrativa sono sanabili nel termine, tra cinque e dieci giorni, assegnato dal Comune; non lo sono quelle dell'offerta tecnica ed economica.
## 15. Documentazione amministrativa
Comprende la domanda, il documento di gara unico europeo, la garanzia, la ricevuta del contributo, il patto di integrità e, per chi si avvale di altri, il contratto di avvalimento.
## 16. Offerta tecnica
È una relazione di non più di venti facciate, divisa secondo i criteri del paragrafo 18. Ciò che vi si promette diventa obbligo contrattuale.
## 17. Offerta economica
Contiene il ribasso percentuale unico e, a pena di esclusione, la stima dei propri costi della manodopera e degli oneri aziendali di sicurezza.
## 18. Criterio di aggiudicazione
L'appalto è aggiudicato con il criterio dell'offerta economicamente più vantaggiosa, secondo il miglior rapporto qualità/prezzo.
| Parte | Punteggio massimo |
| Offerta tecnica | 65 |
| Offerta economica | 35 |
| Totale | 100 |
| Criterio | Tipo | Punti |
| Progetto pedagogico e continuità con le famiglie | D | 22 |
| Organizzazione, sostituzioni e formazione | D | 18 |
| Sistema di misura dei cambiamenti nei bambini seguiti, con indicatori di esito e relazione annuale | D | 15 |
| Ore di formazione per addetto oltre il minimo | Q | 7 |
| Certificazione della parità di genere rilasciata da organismo accreditato | T | 3 |
Ai criteri D ogni commissario assegna un coefficiente fra zero e uno; si fa la media. Per il criterio Q il punteggio è proporzionale al valore offerto. Per il prezzo si applica la formula lineare sul ribasso.
L'aggiudicatario trasmette ogni anno una relazione sugli esiti misurati, con i valori di partenza e quelli raggiunti.
## 19. Commissione
È composta di tre esperti, nominati dopo la scadenza delle offerte ai sensi dell'art. 93 del Codice.
## 20. Svolgimento
Le sedute si svolgono in piattaforma. Nella prima si apre la documentazione amministrativa; poi la commissione valuta le offerte tecniche; infine apre quelle economiche e forma la graduatoria.
## 21. Parità
A parità di punteggio totale prevale l'offerta tecnica migliore; se la parità resta, si sorteggia in seduta pubblica.
## 22. Anomalia
Il responsabile unico del progetto valuta la congruità quando il costo del personale offerto è inferiore di oltre il 5 per cento alla stima. Non sono ammesse giustificazioni sui trattamenti salariali minimi inderogabili.
## 23. Aggiudicazione e stipula
Il contratto si stipula decorso il termine dilatorio. L'aggiudicatario costituisce la garanzia definitiva e osserva la tracciabilità dei flussi finanziari della L. 136/2010.
## 24. Accesso, controversie, dati personali
L'accesso agli atti segue gli artt. 35 e 36 del Codice. Sono competenti il TAR per gli atti di gara e il foro di Ravenna per il contratto. I dati sono trattati secondo il regolamento (UE) 2016/679.
"""


def build() -> Doc:
    """The document, from the text above: # headings, | tables."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Comune di Ponterosso sul Lamone - Settore Scuola"
    table = None
    for line in TEXT.strip().splitlines():
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if table is None or len(table.columns) != len(cells):
                table = document.add_table(rows=0, cols=len(cells), style="Table Grid")
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
            continue
        table = None
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            document.add_heading(line.lstrip("# "), level)
        else:
            document.add_paragraph(line)
    return document


if __name__ == "__main__":
    build().save(str(HERE / "disciplinare.docx"))
