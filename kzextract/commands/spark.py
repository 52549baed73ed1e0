"""``kzextract spark``: a batch on a cluster; also a script for ``spark-submit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kzextract.commands.output import LEXICON, known_place, packed

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from kzextract.lexicon.own import Lexicon


@click.command(
    epilog="""
Examples:

\b
  kzextract spark articles.parquet out/ --master 'local[4]'
  kzextract spark s3a://bucket/articles/ s3a://bucket/out/ --field text=body
  spark-submit --master yarn $(kzextract spark --script) INPUT OUTPUT
"""
)
@click.argument("input", required=False)
@click.argument("output", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "json", "csv", "files"]),
    default="parquet",
    show_default=True,
    help="What INPUT holds: tables of articles, or a folder of .txt, .html and .json files.",
)
@click.option("--field", "fields", multiple=True, metavar="FIELD=NAME", help="As of kzextract batch.")
@click.option("--source", help="Who published the articles that do not say it.")
@click.option("--place", callback=known_place, help="The region they are from.")
@LEXICON
@click.option("--near", type=click.FloatRange(0.5, 1.0), default=0.8, show_default=True)
@click.option("--partitions", type=click.IntRange(1), help="Pieces of work; about four a core.")
@click.option("--master", help="The cluster, where spark-submit has not named it.")
@click.option("--script", is_flag=True, help="Print the path of the script for spark-submit.")
def spark(
    input: str | None,
    output: str | None,
    form: str,
    fields: tuple[str, ...],
    source: str | None,
    place: str | None,
    lexicon: Lexicon | None,
    near: float,
    partitions: int | None,
    master: str | None,
    script: bool,
) -> None:
    """The articles of INPUT to the tables documents, entities, claims and findings in OUTPUT, by Spark."""
    if script:
        click.echo(__file__)
        return
    if input is None or output is None:
        raise click.UsageError("INPUT and OUTPUT are needed")
    from kzextract.batch.extras import MissingExtra, needed
    from kzextract.batch.items import Options

    names = dict(field.split("=", 1) for field in fields if "=" in field)
    if len(names) != len(fields):
        raise click.BadParameter("--field takes FIELD=NAME, like text=body")
    try:
        needed("pyspark.sql", "spark")
    except MissingExtra as error:
        raise click.ClickException(str(error)) from error
    from pyspark.errors import AnalysisException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("kzextract")
    session = (builder.master(master) if master else builder).getOrCreate()
    try:
        articles = read(session, input, form)
        options = Options(fields=names, source=source, place=place, near=near, lexicon=packed(lexicon))
        write(articles.repartition(partitions) if partitions else articles, output, options)
    except (AnalysisException, ValueError) as error:
        raise click.ClickException(str(error).splitlines()[0]) from error
    finally:
        session.stop()


def read(session: SparkSession, path: str, form: str) -> DataFrame:
    """The articles as a DataFrame."""
    if form == "files":
        found = session.read.format("binaryFile").option("recursiveFileLookup", "true")
        return found.option("pathGlobFilter", "*.{txt,html,htm,json}").load(path).select("path", "content")
    if form == "csv":
        return session.read.csv(path, header=True, multiLine=True, escape='"')
    return session.read.json(path) if form == "json" else session.read.parquet(path)


def write(articles: DataFrame, output: str, options: object) -> None:
    """Extracts once, then settles ids and duplicates and writes the tables."""
    from kzextract.batch.items import Options
    from kzextract.batch.spark import annotate, mark_duplicates, tables

    assert isinstance(options, Options)
    parts = f"{output.rstrip('/')}/parts"
    # Written and read again: what takes the time is done once, and every later step reads the same rows.
    annotate(articles, options).write.mode("overwrite").parquet(parts)
    done = mark_duplicates(articles.sparkSession.read.parquet(parts), options.near)
    for name, table in tables(done).items():
        target = f"{output.rstrip('/')}/{name}"
        if name == "errors":
            table.coalesce(1).write.mode("overwrite").json(target)
        else:
            table.write.mode("overwrite").parquet(f"{target}.parquet")


if __name__ == "__main__":
    spark()
