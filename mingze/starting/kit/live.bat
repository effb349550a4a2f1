@echo off
chcp 65001 >nul
setlocal
set "CODE=0"
set "PYTHONUTF8=1"
set "NO_MKDOCS_2_WARNING=1"
set "VPY=.venv\Scripts\python.exe"
cd /d "%~dp0"
if errorlevel 1 set "CODE=12"
if %CODE%==12 echo 打不开本文件所在的文件夹。在网络共享盘上的，请先复制到本机磁盘，再双击。

rem 1. Find a Python that has the program and its server: the one in .venv, or the one installed on this computer
set "RUN="
if exist "%VPY%" "%VPY%" -c "import mingze, uvicorn, httptools" >nul 2>nul
if exist "%VPY%" if not errorlevel 1 set "RUN=%VPY%"
if not defined RUN py -3 -c "import mingze, uvicorn, httptools" >nul 2>nul
if not defined RUN if not errorlevel 1 set "RUN=py -3"
if not defined RUN python -c "import mingze, uvicorn, httptools" >nul 2>nul
if not defined RUN if not errorlevel 1 set "RUN=python"

rem 2. Without one, make .venv and install what requirements.txt names; a .whl in this folder is taken first
set "PY="
if not defined RUN py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not defined RUN if not errorlevel 1 set "PY=py -3"
if not defined RUN if not defined PY python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not defined RUN if not defined PY if not errorlevel 1 set "PY=python"
if %CODE%==0 if not defined RUN if not defined PY set "CODE=13"
if %CODE%==13 echo 没有找到 Python 3.11 或更新的版本。
if %CODE%==13 echo 请到 https://www.python.org/downloads/ 下载并安装，安装时勾选 Add python.exe to PATH，然后再双击本文件。
if %CODE%==0 if not defined RUN echo 第一次运行，正在安装程序（要联网，约一分钟）……
if %CODE%==0 if not defined RUN %PY% -m venv --clear .venv
if %CODE%==0 if not defined RUN if errorlevel 1 set "CODE=14"
if %CODE%==14 echo 建不了虚拟环境 .venv。请检查磁盘空间，或关闭正在使用这个文件夹的程序，再试一次。
if %CODE%==0 if not defined RUN "%VPY%" -m pip install --quiet --disable-pip-version-check --find-links . -r requirements.txt
if %CODE%==0 if not defined RUN if errorlevel 1 set "CODE=15"
if %CODE%==15 echo 程序没有装好。请检查网络；或把 mingze 的 .whl 安装包放在本文件夹里，再双击本文件。
if %CODE%==0 if not defined RUN set "RUN=%VPY%"

rem 3. Build the site where there is none, then serve it and the hall until the window is closed
if %CODE%==0 if not exist site\hall\index.html echo 还没有生成站点，正在生成（约一分钟）……
if %CODE%==0 if not exist site\hall\index.html %RUN% -m mingze build --no-handouts
if %CODE%==0 if errorlevel 1 set "CODE=%errorlevel%"
if %CODE%==0 %RUN% -m mingze live %*
if %CODE%==0 if errorlevel 1 set "CODE=%errorlevel%"
echo.
if %CODE%==1 echo 没有开起来。数据有错误的，请按上面的提示修改，保存后再双击本文件。
pause
exit /b %CODE%
